using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NNGen.Generators.Tests;

public sealed class AnalyzerRunTests
{
    [Fact]
    public async Task A_marked_squiggle_is_found_with_all_that_it_says()
    {
        var squiggles = await AnalyzerRun.Check(new NoGoto(), "class C { void M(int n) { again: if (n-- > 0) {|NN9001:goto again;|} } }");
        Squiggle only = Assert.Single(squiggles);
        Assert.Equal(("NN9001", DiagnosticSeverity.Warning, "goto again;", "Do not go to again"), (only.Id, only.Severity, only.Text, only.Message));
        Assert.Equal(["again"], only.Related);
    }

    [Fact]
    public async Task A_source_without_marks_has_to_be_clean()
    {
        Assert.Empty(await AnalyzerRun.Check(new NoGoto(), "class C;"));
        string message = await Failure("class C { void M() { again: goto again; } }");
        Assert.Contains("Not marked, but reported:", message, StringComparison.Ordinal);
        Assert.Contains("NN9001: Do not go to again", message, StringComparison.Ordinal);
        Assert.Contains("again: goto again; } }\n                                ^^^^^^^^^^^\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_without_a_squiggle_fails()
    {
        string message = await Failure("class C { {|NN9001:int x;|} }");
        Assert.Contains("Marked NN9001, but not reported, in C.cs:\n    class C { int x; }\n              ^^^^^^\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_squiggle_one_character_off_fails()
    {
        string message = await Failure("class C { void M() { again: {|NN9001:goto again|}; } }");
        Assert.Contains("Not marked, but reported:", message, StringComparison.Ordinal);
        Assert.Contains("Marked NN9001, but not reported", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_squiggle_of_another_rule_fails() =>
        Assert.Contains("Marked NN9002", await Failure("class C { void M() { again: {|NN9002:goto again;|} } }"), StringComparison.Ordinal);

    [Fact]
    public async Task Squiggles_come_in_order_over_all_sources()
    {
        var squiggles = await AnalyzerRun.Check(
            new NoGoto(),
            "class B { void M() { b1: {|NN9001:goto b1;|} b2: {|NN9001:goto b2;|} } }",
            "class A { void M() { a: {|NN9001:goto a;|} } }");
        Assert.Equal(["goto b1;", "goto b2;", "goto a;"], squiggles.Select(one => one.Text));
    }

    [Fact]
    public async Task An_analyzer_sees_what_generators_added()
    {
        var squiggles = await AnalyzerRun.Check(new NoGoto(), [new Described()], UserProject.Default, """
            [Described]
            partial class C
            {
                string M()
                {
                    again: if (Describe() == "") {|NN9001:goto again;|}
                    return "";
                }
            }
            """);
        Assert.Single(squiggles);
    }

    [Fact]
    public async Task An_analyzer_that_throws_fails_with_its_own_exception() =>
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => AnalyzerRun.Check(new NoGoto { Failure = new InvalidTimeZoneException() }, "class C { void M() { a: goto a; } }"));

    [Fact]
    public void Marks_nest()
    {
        var source = MarkedSource.Parse("a {|NN1:b {|NN2:c|} d|} e");
        Assert.Equal("a b c d e", source.Text);
        Assert.Equal([("NN2", "c"), ("NN1", "b c d")], source.Marks.Select(mark => (mark.Id, source.Text.Substring(mark.Span.Start, mark.Span.Length))));
    }

    [Theory]
    [InlineData("a {|NN1:b", "is not closed")]
    [InlineData("a b|}", "closes nothing")]
    [InlineData("a {|b|}", "names no rule")]
    public void A_malformed_mark_says_what_is_wrong(string source, string what) =>
        Assert.Contains(what, Assert.Throws<FormatException>(() => MarkedSource.Parse(source)).Message, StringComparison.Ordinal);

    private static async Task<string> Failure(string source) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => AnalyzerRun.Check(new NoGoto(), source))).Message;

    private sealed class NoGoto : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule =
            new("NN9001", "No goto", "Do not go to {0}", "Tests", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public Exception? Failure { get; init; }

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterOperationAction(
                found =>
                {
                    if (Failure is not null) throw Failure;
                    var branch = (Microsoft.CodeAnalysis.Operations.IBranchOperation)found.Operation;
                    if (branch.BranchKind != Microsoft.CodeAnalysis.Operations.BranchKind.GoTo) return;
                    found.ReportDiagnostic(Diagnostic.Create(Rule, branch.Syntax.GetLocation(), branch.Target.Locations, branch.Target.Name));
                },
                OperationKind.Branch);
        }
    }
}
