using Microsoft.CodeAnalysis;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Diagnostics;

/// <summary>What the stages have found wrong with one layer. The analyzer reports it; the generator only asks whether there is an error.</summary>
internal sealed class Problems
{
    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<(string, Location)> _seen = [];
    private readonly Dictionary<Location, (int Index, UndecidedFit Fit)> _undecided = [];

    public IReadOnlyList<Diagnostic> Found => _found;

    /// <summary>True if code cannot be generated: something was reported, or it is reported elsewhere.</summary>
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor rule, Location location, params object[] arguments)
        => Report(rule, location, [], arguments);

    public void Report(DiagnosticDescriptor rule, Location location, IEnumerable<Location> related, params object[] arguments)
    {
        if (rule.DefaultSeverity == DiagnosticSeverity.Error) HasErrors = true;
        if (_seen.Add((rule.Id, location))) _found.Add(Diagnostic.Create(rule, location, related, arguments));
    }

    /// <summary>Warns of a fact without which an expression cannot be computed; those of one expression are one warning that names them all.</summary>
    public void ReportUndecided(Location location, IEnumerable<Location> related, string onlyIf, Fact fact)
    {
        if (!_undecided.TryGetValue(location, out (int Index, UndecidedFit Fit) known))
        {
            _undecided[location] = known = (_found.Count, new());
            _found.Add(null!); // The warning, below.
        }
        else
        {
            related = _found[known.Index].AdditionalLocations.Concat(related).Distinct();
        }

        if (known.Fit.Add(onlyIf, fact)) _found[known.Index] = Diagnostic.Create(Rules.ShapeUndecided, location, related, $"{known.Fit}");
    }

    /// <summary>The user sees the mistake already, from the C# compiler or on another layer; there is nothing to add.</summary>
    public void ReportedElsewhere() => HasErrors = true;
}
