using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>What is said of a mistake, and where.</summary>
internal sealed partial class DefinitionReader
{
    private const int LongestQuote = 60;

    private readonly Dictionary<ISymbol, Problems> _read = new(SymbolEqualityComparer.Default);

    /// <summary>Reports a construct that the language does not have, on the construct.</summary>
    private Meaning Refuse(IOperation operation, string advice)
    {
        Report(Rules.Construct, operation, [], $"'{Quote(operation)}' cannot stand in a definition: {advice}");
        return Meaning.Unknown;
    }

    /// <summary>
    /// Reports where the user can mend it: in the layer's own class on the expression, elsewhere on the call that leads there. A mistake
    /// that a sub-layer has by itself is reported there alone.
    /// </summary>
    private void Report(DiagnosticDescriptor rule, IOperation operation, IEnumerable<Location> related, string message)
        => Report(rule, PlaceOf(operation), related, message);

    private void Report(DiagnosticDescriptor rule, Location here, IEnumerable<Location> related, string message)
    {
        if (Place(rule, here, related, message) is { } place) _problems.Report(rule, place.Location, place.Related, place.Text);
    }

    /// <summary>Where the user can mend it, what else is to be seen, and what to say there; null if it is reported on a sub-layer.</summary>
    private (Location Location, IEnumerable<Location> Related, string Text)? Place(DiagnosticDescriptor rule, Location here, IEnumerable<Location> related, string message)
    {
        Frame? frame = _frames.Count == 0 ? null : Current;
        if (frame?.Within?.Declared is { } sub && ReportsItself(sub.Type, rule))
        {
            if (rule.DefaultSeverity == DiagnosticSeverity.Error) _problems.ReportedElsewhere();
            return null;
        }

        string text = Leading.Text(message);
        return frame?.CallSite is { } callSite ? (callSite, related.Prepend(here), $"In {NameOf(frame)}: {text}") : (here, related, text);
    }

    /// <summary>How the user calls a method that is not of the layer's own class: "Hidden.Forward", "Formulas.Twice".</summary>
    private static string NameOf(Frame frame) => frame.Layer.Path.Length > 0 ? frame.Layer.PathOf(NameOf(frame.Method)) : $"{frame.Method.ContainingType.Name}.{NameOf(frame.Method)}";

    /// <summary>A getter goes by the name of its property.</summary>
    private static string NameOf(IMethodSymbol method) => method.AssociatedSymbol?.Name ?? method.Name;

    private bool ReportsItself(INamedTypeSymbol layer, DiagnosticDescriptor rule)
    {
        if (!_read.TryGetValue(layer, out Problems? found))
        {
            _read[layer] = found = new();
            LayerReader.Read(layer, _bodies, found, _cancellation);
        }

        return found.HasErrors || found.Found.Any(one => one.Id == rule.Id);
    }

    /// <summary>Of a statement with a body its first word, of everything else all of it.</summary>
    private static Location PlaceOf(IOperation operation) => HasBody(operation)
        ? operation.Syntax.GetFirstToken().GetLocation()
        : operation.Syntax.GetLocation();

    /// <summary>The argument of a call, or one item of it, where that alone is wrong.</summary>
    private static Location PlaceOf(IOperation operation, (string Name, int Item)? argument)
    {
        IOperation? value = argument is { } wrong && operation is IInvocationOperation call
            ? call.Arguments.FirstOrDefault(candidate => candidate.Parameter?.Name == wrong.Name)?.Value
            : null;
        IOperation? item = value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.ElementAtOrDefault(argument!.Value.Item),
            ICollectionExpressionOperation collection => collection.Elements.ElementAtOrDefault(argument!.Value.Item),
            _ => value,
        };
        return item is null ? PlaceOf(operation) : PlaceOf(item);
    }

    private static string Quote(IOperation operation)
    {
        string text = HasBody(operation) ? operation.Syntax.GetFirstToken().Text : OneLine(operation.Syntax);
        return text.Length > LongestQuote ? text.Substring(0, LongestQuote - 1) + "…" : text;
    }

    private static bool HasBody(IOperation operation)
        => operation is ILoopOperation or ITryOperation or ISwitchOperation or ILockOperation or IUsingOperation or ILabeledOperation;

    /// <summary>An expression on one line and without its comments, so that a comment changes nothing in the generated file.</summary>
    private static string OneLine(SyntaxNode syntax)
    {
        var text = new StringBuilder();
        foreach (SyntaxToken token in syntax.DescendantTokens())
            text.Append(token.LeadingTrivia.Count > 0 ? " " : "").Append(token.Text).Append(token.TrailingTrivia.Count > 0 ? " " : "");
        return string.Join(" ", text.ToString().Split(['\r', '\n', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Runs shape rules; what they refuse is reported here, and what they cannot decide becomes a guard and a warning.</summary>
    private Meaning Guarded(IOperation operation, IReadOnlyList<Value> operands, Func<Meaning> build)
    {
        int guards = _algebra.Guards.Count;
        List<Location> origins = [.. operands.Where(operand => _origins.ContainsKey(operand.Id)).Select(operand => _origins[operand.Id])];
        try
        {
            string text = OneLine(operation.Syntax);
            _algebra.Source = Current.Layer.Path.Length == 0 ? text : $"{Current.Layer.Path}: {text}";
            Meaning built = build();
            foreach (Guard guard in _algebra.Guards.Skip(guards).ToList()) AddGuard(operation, origins, guard.Fact, operands);
            if (built is Meaning.Tensor tensor && !_origins.ContainsKey(tensor.Value.Id)) _origins[tensor.Value.Id] = PlaceOf(operation);
            return built;
        }
        catch (ArgumentProblem problem)
        {
            Report(Rules.Argument, operation, [], $"'{Quote(operation)}' cannot be computed: {problem.Message}");
            return Meaning.Unknown;
        }
        catch (ShapeProblem problem)
        {
            string example = problem.CounterExample.Length == 0 ? "" : $"; {problem.CounterExample}";
            Report(Rules.ShapeMismatch, PlaceOf(operation, problem.Argument), origins, $"'{Quote(operation)}' cannot be computed: {problem.Message}{example}");
            return Meaning.Unknown;
        }
        finally
        {
            _algebra.Source = "";
        }
    }

    private void AddGuard(IOperation operation, IReadOnlyList<Location> origins, Fact fact, IReadOnlyList<Value> operands)
    {
        string shapes = operands.Count == 0 ? "" : " for " + string.Join(" and ", operands.Select(operand => $"{ShapeRules.Describe(operand.Node)} {operand.Shape}"));
        AddGuard(operation, origins, fact, $"'{Quote(operation)}' can be computed{shapes} only if");
    }

    private void AddGuard(IOperation operation, IReadOnlyList<Location> origins, Fact fact, string onlyIf)
    {
        var guard = new GuardModel(fact, OneLine(operation.Syntax));
        if (_guards.Any(known => known.Expression == guard.Expression && known.Fact.SaysTheSame(fact))) return;
        if (!_layer.HasBrokenFacts && _guards.FirstOrDefault(known => Unification.Contradicts(fact, _layer.Facts.And(Facts.Of(known.Fact)))) is { } other)
        {
            Report(Rules.ShapeMismatch, operation, origins, $"{onlyIf} {fact}, but '{other.Expression}' needs {other.Fact}: there are no sizes for which both hold");
            return;
        }

        _guards.Add(guard);

        // That a batch has something in it is not worth a warning; a call without is refused all the same.
        if (_layer.HasBrokenFacts || FailsOnlyWhereEmpty(fact)) return;
        if (Place(Rules.ShapeUndecided, PlaceOf(operation), origins, onlyIf) is { } place) _problems.ReportUndecided(place.Location, place.Related, place.Text, fact);
    }

    /// <summary>Whether a fact holds wherever every dim is at least 1.</summary>
    private bool FailsOnlyWhereEmpty(Fact fact)
        => fact.Relation != Relation.Equal && Unification.Decide(fact, _layer.Facts.WithPositive(fact.Names)) == Truth.Always;

    /// <summary>Compares what the method returns with what it declares; the returned expression is underlined.</summary>
    private bool Returns(DeclaredShape declared, Value result)
    {
        Shape expected = declared.Shape, actual = result.Shape;
        ShapeText.Difference? never = ShapeText.Compare(expected, actual, _layer.Facts, (axis, left, right) =>
        {
            if (_returned is not null) AddGuard(_returned, [declared.Dims.ElementAtOrDefault(axis) ?? declared.Location], new Fact(left, Relation.Equal, right), $"'{_method.Symbol.Name}' is declared to return {expected}, and this has shape {actual}, which is the same only if");
        });
        if (never is null) return true;
        _problems.Report(
            Rules.ShapeMismatch,
            _returned?.Syntax.GetLocation() ?? WellKnown.LocationOf(_method.Symbol),
            [declared.Location],
            Leading.Text($"'{_method.Symbol.Name}' is declared to return {expected}, but this has shape {actual}: {never.Text}"));
        return false;
    }
}
