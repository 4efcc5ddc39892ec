using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Operators;
using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.Operators;

/// <summary>Every operator, generated against the reference: values and gradients, on every vector width.</summary>
[Collection(nameof(VectorWidths))]
public sealed class OperatorTests
{
    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of([.. OperatorCases.All.Select(one => one.Source)]));

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Generated_code_agrees_with_the_definition(int width)
        => CompiledLayers.AllAgree(width, OperatorCases.All.Select(one => one.Range is { } range ? Layers.Value[one.Name] with { Range = range } : Layers.Value[one.Name]));

    [Fact]
    public void Every_member_of_Ops_has_a_rule_of_the_generator()
    {
        string[] without = [.. Members().Where(member => !OperatorTable.TryGetFunction(member.Name, out _)).Select(Signature)];
        Assert.True(without.Length == 0, $"Add these to src/Generators/Operators: {string.Join(", ", without)}");
    }

    [Fact]
    public void Every_member_of_Ops_has_a_differential_test()
    {
        HashSet<string> tested = [.. Called(OperatorCases.All.Select(one => one.Source)), .. OperatorCases.TestedElsewhere];
        string[] without = [.. Members().Select(Signature).Where(member => !tested.Contains(member))];
        Assert.True(without.Length == 0, $"Add a layer to OperatorCases that calls: {string.Join(", ", without)}");
    }

    /// <summary>What a definition can call: the methods of <c>Ops</c>, and the operators that <c>Var</c> defines.</summary>
    private static IEnumerable<MethodInfo> Members()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;
        return typeof(Ops).GetMethods(Static).Where(method => !method.IsSpecialName).Concat(typeof(Var).GetMethods(Static).Where(method => method.IsSpecialName && method.Name != "op_Implicit"));
    }

    private static string Signature(MethodInfo method)
        => $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";

    /// <summary>The members that sources call, by their signatures.</summary>
    private static IEnumerable<string> Called(IEnumerable<string> sources)
    {
        CSharpCompilation compilation = TestCompilation.Create([.. sources]);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (ExpressionSyntax expression in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
                if (model.GetSymbolInfo(expression).Symbol is IMethodSymbol { ContainingType.Name: "Ops" or "Var" } method)
                    yield return $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => TypeName(parameter.Type)))})";
        }
    }

    private static string TypeName(ITypeSymbol type) => type is IArrayTypeSymbol array ? TypeName(array.ElementType) + "[]" : type.MetadataName;
}
