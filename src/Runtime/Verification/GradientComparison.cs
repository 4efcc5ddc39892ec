namespace NNGen.Verification;

/// <summary>How far a gradient is from the numerical one, where it is farthest.</summary>
/// <param name="Name">The parameter or input.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Worst">The flat index of the worst element; −1 where there are none.</param>
/// <param name="Analytic">The gradient there.</param>
/// <param name="Numerical">The numerical gradient there.</param>
/// <param name="RelativeError">The error there, as <see cref="GradientCheck"/> defines it.</param>
public sealed record GradientComparison(string Name, Shape Shape, int Worst, double Analytic, double Numerical, double RelativeError);
