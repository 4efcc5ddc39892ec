using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>How a value is computed at run time. Data only: <c>Emission/</c> writes the text.</summary>
internal abstract record OperatorForm
{
    /// <summary>Comes from outside: an input, a parameter, a gradient that the caller gives.</summary>
    internal sealed record Source : OperatorForm;

    /// <summary>The operand, written to the model's memory after the loops.</summary>
    internal sealed record Update : OperatorForm;

    /// <summary>One element from one element of each operand.</summary>
    /// <param name="Vector">C# over vectors, operands as {0}, {1}, …</param>
    /// <param name="Scalar">C# over floats, for numbers that are computed once.</param>
    /// <param name="Formula">What comments show.</param>
    /// <param name="Precedence">How tightly the expression binds.</param>
    internal sealed record Elementwise(string Vector, string Scalar, string Formula, Precedence Precedence) : OperatorForm;

    /// <summary>The same floats under another shape.</summary>
    internal sealed record View : OperatorForm;

    /// <summary>Made of other operators, which take its place before anything is emitted.</summary>
    internal sealed record Composite : OperatorForm;

    /// <summary>The operand, stretched along some axes: no code of its own, a stride of zero.</summary>
    internal sealed record Stretch : OperatorForm;

    /// <summary>A reduction over neighbouring axes (attributes axis and count).</summary>
    /// <param name="Kind">Sum, Max or Min.</param>
    /// <param name="Mean">Divide by the number of terms.</param>
    internal sealed record Reduction(string Kind, bool Mean) : OperatorForm;

    /// <summary>A matrix product (attributes transposeA and transposeB).</summary>
    internal sealed record Product : OperatorForm;

    /// <summary>A loop of the core.</summary>
    /// <param name="Call">
    /// The call: operands as {0}, {1}, … or all of them as {*}, one that is a number as {1:float}, the result as {y}, sizes and lists by name;
    /// the layer's {seed} and training {step}.
    /// </param>
    /// <param name="Formula">What comments show: operands and sizes likewise, an attribute of the node as {@name}.</param>
    /// <param name="Sizes">The sizes that the call names, from the operands.</param>
    /// <param name="Joint">Another operator over the same first operand that the same pass gives as {z}.</param>
    internal sealed record Kernel(
        string Call, string Formula, Func<Node, IReadOnlyList<Shape>, IReadOnlyDictionary<string, Dim>> Sizes, JointKernel? Joint = null)
        : OperatorForm
    {
        /// <summary>True if it draws random numbers, others for each training step.</summary>
        public bool DependsOnStep => Call.Contains("{step}");

        /// <summary>The lists of sizes that the call names, such as all dims of an operand.</summary>
        public Func<Node, IReadOnlyList<Shape>, IReadOnlyDictionary<string, IReadOnlyList<Dim>>>? Lists { get; init; }

        /// <summary>
        /// The same call for samples that lie in the lanes, each with a row: rows as {0}, {1}, … and {y}, a number as {2:vector}, one over the
        /// number of all rows as {perRow}. Null if the core has no such loop.
        /// </summary>
        public string? Lanes { get; init; }

        /// <summary>Whether the result is the mean of what the call of <see cref="Lanes"/> gives for each row.</summary>
        public bool IsMeanOfRows { get; init; }

        /// <summary>Another kernel that takes this one's result, and may be done where that is computed, so that it need not be stored.</summary>
        public FollowingKernel? Following { get; init; }

        /// <summary>Whether the call reads an operand from memory, and not as a number that is passed to it.</summary>
        public bool Reads(int operand) => Call.Contains("{*}") || Call.Contains($"{{{operand}}}");
    }
}

/// <summary>A second value that a kernel gives in the same pass.</summary>
/// <param name="Operator">Its operator.</param>
/// <param name="Call">The call that gives both.</param>
/// <param name="Fits">Whether a value of the operator, second, is the one that the kernel, first, can give.</param>
internal sealed record JointKernel(string Operator, string Call, Func<Node, Node, bool> Fits)
{
    /// <summary>The call for samples that lie in the lanes, if there is one.</summary>
    public string? Lanes { get; init; }
}

/// <summary>A kernel that is done where the one before it computes its operand.</summary>
/// <param name="Operator">Its operator.</param>
/// <param name="Call">The call that does both: the operands and sizes of the one before it, and the sizes of this one; the result as {y}.</param>
/// <param name="JointCall">The same, with the second value that the kernel gives in the same pass as {z}.</param>
/// <param name="Sizes">The sizes of this one that the call names.</param>
/// <param name="Fits">Whether a node of the operator can be done there.</param>
internal sealed record FollowingKernel(
    string Operator, string Call, string JointCall, Func<Node, IReadOnlyDictionary<string, Dim>> Sizes, Func<Node, bool> Fits);

/// <summary>How tightly an expression binds, for brackets.</summary>
internal enum Precedence
{
    Sum,
    Product,
    Unary,
    Atom,
}
