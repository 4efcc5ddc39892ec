using Microsoft.CodeAnalysis;

namespace NNGen.Generators.Diagnostics;

/// <summary>What the stages have found wrong with one layer. The analyzer reports it; the generator only asks whether there is an error.</summary>
internal sealed class Problems
{
    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<(string, Location)> _seen = [];

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

    /// <summary>The user sees the mistake already, from the C# compiler or on another layer; there is nothing to add.</summary>
    public void ReportedElsewhere() => HasErrors = true;
}
