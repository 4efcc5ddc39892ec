using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generators.Reading;

namespace NNGen.Generators;

/// <summary>
/// Silences "can be marked as static" (CA1822) on a definition that needs no parameter:
/// <code>
/// [Layer]
/// public sealed partial class Sigmoid
/// {
///     [return: Shape("...")]
///     public Var Forward([Shape("...")] Var x) => 1 / (1 + Exp(-x));
/// }
/// </code>
/// A definition is called on the layer that a network holds, so it is an instance method even then.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefinitionSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Static = new("NNS0001", "CA1822", "A definition is called on the layer that a network holds.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Static];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic reported in context.ReportedDiagnostics)
        {
            if (reported.Location.SourceTree is not { } tree) continue;
            SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(reported.Location.SourceSpan);
            if (context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken) is IMethodSymbol { ContainingType: { } type } method
                && WellKnown.IsLayer(type) && method.Parameters.Any(parameter => WellKnown.IsSymbolic(parameter.Type)))
                context.ReportSuppression(Suppression.Create(Static, reported));
        }
    }
}
