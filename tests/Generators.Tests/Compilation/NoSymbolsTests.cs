using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generators.Tests;

public sealed class NoSymbolsTests
{
    private static readonly CSharpCompilation Compilation = TestCompilation.Create("[System.Obsolete] class Affine { int M() => 1; }");

    private static readonly SyntaxTree Tree = Compilation.SyntaxTrees[0];

    public static TheoryData<string> Planted => [.. Plants.Keys];

    private static Dictionary<string, object> Plants { get; } = new()
    {
        ["ISymbol"] = Compilation.GetTypeByMetadataName("Affine")!,
        ["SyntaxNode"] = Tree.GetRoot(),
        ["SyntaxTree"] = Tree,
        ["SyntaxReference"] = Tree.GetReference(Tree.GetRoot()),
        ["Location"] = Tree.GetLocation(new TextSpan(0, 1)),
        ["SemanticModel"] = Compilation.GetSemanticModel(Tree),
        ["Compilation"] = Compilation,
        ["IOperation"] = Compilation.GetSemanticModel(Tree).GetOperation(
            Tree.GetRoot().DescendantNodes().OfType<ArrowExpressionClauseSyntax>().Single().Expression)!,
        ["AttributeData"] = Compilation.GetTypeByMetadataName("Affine")!.GetAttributes().Single(),
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_part_of_the_compilation_is_found_with_its_path(string kind) =>
        Assert.Equal($"Holder.Items.array[1].Inner is a {kind}", NoSymbols.Find(new Holder([null, new Box(Plants[kind])])));

    [Fact]
    public void The_failure_prints_the_path()
    {
        string message = Assert.ThrowsAny<Exception>(() => NoSymbols.AssertNoneIn(new Box(Tree))).Message;
        Assert.Contains("Box.Inner is a SyntaxTree", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_leads_to_its_tree() =>
        Assert.NotNull(NoSymbols.Find(new Box(Tree.GetRoot().GetFirstToken())));

    [Fact]
    public void What_a_closure_captured_is_found()
    {
        ISymbol symbol = Compilation.GetTypeByMetadataName("Affine")!;
        Assert.NotNull(NoSymbols.Find(new Box((Func<string>)(() => symbol.Name))));
        Assert.NotNull(NoSymbols.Find(new Box(new[] { 1 }.Select(one => symbol.Name + one))));
    }

    [Fact]
    public void Collections_and_private_fields_of_base_types_are_searched()
    {
        Assert.NotNull(NoSymbols.Find(new Dictionary<string, object> { ["tree"] = Tree }));
        Assert.NotNull(NoSymbols.Find(new Dictionary<object, int> { [Tree] = 1 }));
        Assert.NotNull(NoSymbols.Find(ImmutableDictionary<string, object>.Empty.Add("tree", Tree)));
        Assert.NotNull(NoSymbols.Find(new List<object> { new Derived(Tree) }));
        Assert.NotNull(NoSymbols.Find(new LinkedList<object>([Tree])));
    }

    [Fact]
    public void A_model_of_plain_data_holds_none()
    {
        var cyclic = new Box(null);
        cyclic.Inner = cyclic;
        NoSymbols.AssertNoneIn(new Holder([
            cyclic,
            new Box("Affine"),
            new Box(new[] { 1, 2 }),
            new Box(typeof(ISymbol)),
            new Box(new TextSpan(1, 2)),
            new Box(new LinePosition(1, 2)),
            new Box(ImmutableArray<ISymbol>.Empty),
            new Box(default(ImmutableArray<ISymbol>)),
            new Box(new Dictionary<string, (double, DayOfWeek)> { ["x"] = (1.5, DayOfWeek.Monday) }),
        ]));
    }

    private sealed record Holder(ImmutableArray<Box?> Items);

    private sealed class Box(object? inner)
    {
        public object? Inner { get; set; } = inner;
    }

    private class Base(object hidden)
    {
        private readonly object _hidden = hidden;

        public override string ToString() => _hidden.ToString()!;
    }

    private sealed class Derived(object hidden) : Base(hidden);
}
