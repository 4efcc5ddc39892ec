using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Operators;

namespace NNGen.Generators.Tests.Operators;

/// <summary>
/// Whatever a definition can call is whole: a rule of the generator, a gradient or the word that there is none, a cost, documentation,
/// a test of the reference against values from outside, and a test of the generated code against the reference.
/// </summary>
public sealed class OperatorCompletenessTests
{
    // What the tests of the reference hold a value against: numbers that stand beside it.
    private static readonly string[] Expectations = ["Values", "Scalar", "Equal", "InRange"];

    [Fact]
    public void Every_member_has_a_rule_of_the_generator()
        => None("Add these to src/Generators/Operators", Members().Where(member => !OperatorTable.TryGetFunction(member.Name, out _)));

    [Fact]
    public void Every_member_has_a_differential_test()
    {
        HashSet<string> tested = [.. Called(OperatorCases.All.Select(one => one.Source), _ => true), .. OperatorCases.TestedElsewhere];
        None("Add a layer to OperatorCases that calls", Members().Where(member => !tested.Contains(Signature(member))));
    }

    [Fact]
    public void Every_member_has_a_test_of_the_reference_against_values_from_outside()
    {
        IEnumerable<string> sources = Directory.EnumerateFiles(Path.Combine(Root(), "tests", "Runtime.Tests", "Definitions"), "*.cs").Select(File.ReadAllText);
        HashSet<string> tested = [.. Called(sources, IsExpected)];
        None(
            $"Hold these against values that are known otherwise (a closed form, a published table, worked out by hand), within {string.Join(" or ", Expectations)}, in a test in tests/Runtime.Tests/Definitions",
            Members().Where(member => !tested.Contains(Signature(member))));
    }

    [Fact]
    public void Every_member_says_what_its_gradient_is_or_that_there_is_none()
    {
        Dictionary<string, string> texts = Documentation();
        None("Say in the summary what the gradients are, or 'No gradient'", Members().Where(member => !texts[DocumentationId(member)].Contains("radient", StringComparison.Ordinal)));
        None(
            "The rule and the summary disagree about whether a gradient flows: IsConstant is for members whose summary says 'No gradient', and for no others",
            Members().Where(member => RuleOf(member) is { } rule && TakesReals(member) && SaysNoGradient(texts[DocumentationId(member)]) != rule.IsConstant));
    }

    [Fact]
    public void Every_operator_through_which_a_gradient_flows_has_a_rule_for_it()
        => None(
            "Override Differentiate, or IsConstant where no gradient flows, in",
            Members().Where(member => RuleOf(member) is { IsConstant: false } rule && !Overrides(rule, nameof(Operator.Differentiate))));

    [Fact]
    public void Every_operator_says_what_it_costs()
    {
        string[] without =
        [
            .. OperatorTable.All.Where(rule => rule.Form is not (OperatorForm.Source or OperatorForm.View or OperatorForm.Stretch) && !Overrides(rule, nameof(Operator.Flops)))
                .Select(rule => rule.Name),
        ];
        Assert.True(without.Length == 0, $"Override Flops, with Dim.Zero where numbers are only moved, in: {string.Join(", ", without)}");
    }

    /// <summary>What a definition can call: the methods of <c>Ops</c>, and the operators that <c>Var</c> and <c>Mask</c> define.</summary>
    private static IEnumerable<MethodInfo> Members()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;
        return typeof(Ops).GetMethods(Static).Where(method => !method.IsSpecialName)
            .Concat(new[] { typeof(Var), typeof(Mask) }.SelectMany(type => type.GetMethods(Static)).Where(method => method.IsSpecialName && method.Name != "op_Implicit"));
    }

    private static void None(string advice, IEnumerable<MethodInfo> members)
    {
        string[] found = [.. members.Select(member => $"{member.DeclaringType!.Name}.{Signature(member)}")];
        Assert.True(found.Length == 0, $"{advice}: {string.Join(", ", found)}");
    }

    private static Operator? RuleOf(MethodInfo member) => OperatorTable.All.FirstOrDefault(rule => rule.Functions.Any(function => function.Name == member.Name));

    private static bool Overrides(Operator rule, string method) => rule.GetType().GetMethod(method)!.DeclaringType != typeof(Operator);

    private static bool TakesReals(MethodInfo member) => member.GetParameters().Any(parameter => parameter.ParameterType == typeof(Var) || parameter.ParameterType == typeof(Var[]));

    private static bool SaysNoGradient(string text) => text.Contains("no gradient", StringComparison.OrdinalIgnoreCase);

    private static string Signature(MethodInfo method)
        => $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";

    /// <summary>The summaries of all members, by the ids that the C# compiler gives them.</summary>
    private static Dictionary<string, string> Documentation()
        => XDocument.Load(Path.ChangeExtension(typeof(Ops).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")?.Value ?? "");

    private static string DocumentationId(MethodInfo method)
        => $"M:{method.DeclaringType!.FullName}.{method.Name}({string.Join(",", method.GetParameters().Select(parameter => parameter.ParameterType.FullName))})";

    /// <summary>The members that sources call where it counts, by their signatures.</summary>
    private static IEnumerable<string> Called(IEnumerable<string> sources, Func<ExpressionSyntax, bool> counts)
    {
        CSharpCompilation compilation = TestCompilation.Create([.. sources]);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (ExpressionSyntax expression in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>())
                if (model.GetSymbolInfo(expression).Symbol is IMethodSymbol { ContainingType.Name: "Ops" or "Var" or "Mask" } method && counts(expression))
                    yield return $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => TypeName(parameter.Type)))})";
        }
    }

    /// <summary>True for what stands in the arguments of an expectation.</summary>
    private static bool IsExpected(ExpressionSyntax expression) => expression.Ancestors().OfType<InvocationExpressionSyntax>().Any(call => call.Expression switch
    {
        IdentifierNameSyntax name => Expectations.Contains(name.Identifier.ValueText),
        MemberAccessExpressionSyntax member => Expectations.Contains(member.Name.Identifier.ValueText),
        _ => false,
    });

    private static string TypeName(ITypeSymbol type) => type is IArrayTypeSymbol array ? TypeName(array.ElementType) + "[]" : type.MetadataName;

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
