using System.Reflection;
using System.Runtime.CompilerServices;

namespace NNGen.Generators.Tests.Docs;

/// <summary>docs/operators.md: its tables are what the XML docs of the operators say, and no member of <c>Ops</c> is missing.</summary>
public sealed class OperatorsPageTests
{
    private static readonly OperatorsPage Page = OperatorsPage.Of(Path.Combine(Root(), "src", "Runtime", "Definitions"));

    [Fact]
    public void The_tables_are_what_the_docs_of_the_operators_say()
    {
        string path = Path.Combine(Root(), "docs", "operators.md"), text = File.ReadAllText(path);
        int first = text.IndexOf("\n## ", StringComparison.Ordinal);
        string expected = (first < 0 ? text : text[..first]) + Page.Text;
        if (Environment.GetEnvironmentVariable("NNGEN_UPDATE_DOCS") == "1") File.WriteAllText(path, text = expected);
        Assert.True(text == expected, "docs/operators.md does not say what the XML docs of Ops and Var say. Run the test with NNGEN_UPDATE_DOCS=1 to write it, and look at it.");
    }

    [Fact]
    public void The_docs_of_every_operator_say_what_its_gradient_is()
        => Assert.True(Page.Lacking.Count == 0, string.Join("\n", Page.Lacking));

    [Fact]
    public void Every_member_of_Ops_has_an_entry()
    {
        string[] missing =
        [
            .. typeof(Ops).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsSpecialName)
                .Select(method => OperatorsPage.Key(method.Name, method.GetParameters().Select(parameter => parameter.Name!)))
                .Except(Page.Members),
        ];
        Assert.True(missing.Length == 0, $"docs/operators.md has no entry for {string.Join(", ", missing)}; its members are those of src/Runtime/Definitions/Ops/Ops.*.cs.");
    }

    private static string Root([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..");
}
