using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generators.Reading;

/// <summary>
/// The statements of methods, as C# understands them. To ask for them is most of the work of reading, and a network calls the same
/// few methods again and again, so each is asked for once.
/// </summary>
internal sealed class MethodBodies(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<ISymbol, IReadOnlyList<IOperation>?> _known = new(SymbolEqualityComparer.Default);

    public Compilation Compilation { get; } = compilation;

    /// <summary>The statements; null where a method has none in this compilation.</summary>
    public IReadOnlyList<IOperation>? Of(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        if (!_known.TryGetValue(definition, out IReadOnlyList<IOperation>? body))
            _known[definition] = body = Find(definition.PartialImplementationPart ?? definition);
        return body;
    }

    private IReadOnlyList<IOperation>? Find(IMethodSymbol method)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (!Compilation.ContainsSyntaxTree(syntax.SyntaxTree)) continue;
            switch (ModelOf(syntax.SyntaxTree).GetOperation(syntax, cancellation))
            {
                case IMethodBodyOperation { BlockBody: { } block }: return block.Operations;
                case IMethodBodyOperation { ExpressionBody: { } expression }: return expression.Operations;
                case IBlockOperation getter: return getter.Operations;
                case ILocalFunctionOperation { Body: { } local }: return local.Operations;
            }
        }

        return null;
    }

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel? model))
        {
#pragma warning disable RS1030 // A sub-layer's body may stand in any file, so the analysis context's own model is not enough.
            _models[tree] = model = Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
        }

        return model;
    }
}
