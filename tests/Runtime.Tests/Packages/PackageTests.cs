using System.Xml.Linq;

namespace NNGen.Runtime.Tests.Packages;

/// <summary>What is in the package, and what it does to a project that refers to it.</summary>
public sealed class PackageTests(StrangersProject stranger) : IClassFixture<StrangersProject>
{
    private const string Aot = "PublishAot=true", X64 = "RuntimeIdentifier=linux-x64", Arm64 = "RuntimeIdentifier=linux-arm64";

    [Theory]
    [InlineData("lib/net10.0/NNGen.Runtime.dll")]
    [InlineData("lib/net10.0/NNGen.Runtime.xml")]
    [InlineData("analyzers/dotnet/cs/NNGen.Generators.dll")]
    [InlineData("build/NNGen.Runtime.targets")]
    [InlineData("buildTransitive/NNGen.Runtime.targets")]
    [InlineData("README.md")]
    public void It_has(string file)
        => Assert.True(stranger.Files.ContainsKey(file), $"{file} is missing; there are {string.Join(", ", stranger.Files.Keys)}.");

    [Fact]
    public void It_says_what_it_is_and_depends_on_the_tensors_alone()
    {
        XElement about = XDocument.Parse(stranger.Files["NNGen.Runtime.nuspec"]).Root!.Elements().Single();
        string Of(string name) => about.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal("NNGen.Runtime", Of("id"));
        Assert.Equal("README.md", Of("readme"));
        Assert.NotEqual("Package Description", Of("description"));
        Assert.NotEmpty(Of("license"));
        Assert.Equal(["System.Numerics.Tensors"], about.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value));
    }

    [Fact]
    public async Task A_project_that_refers_to_it_is_compiled_with_its_compiler()
        => Assert.Contains("NNGen.Generators", await stranger.Analyzers());

    [Theory]
    [InlineData("x86-64-v3", Aot, X64)]
    [InlineData("native", Aot, X64, "IlcInstructionSet=native")]
    [InlineData("", Aot, Arm64)]
    [InlineData("", X64)]
    public async Task A_program_for_x64_that_is_compiled_ahead_of_time_gets_AVX2_unless_it_asks_for_something(string set, params string[] properties)
        => Assert.Equal(set, await stranger.Property("IlcInstructionSet", properties));
}
