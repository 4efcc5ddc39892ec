using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NNGen.Runtime.Tests.Packages;

/// <summary>
/// The package, made from what was built for these tests, and the project of someone who has nothing else of NNGen, restored from it:
/// a console. Both are in a folder of their own that is deleted afterwards.
/// </summary>
public sealed class StrangersProject : IAsyncLifetime
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <ImplicitUsings>enable</ImplicitUsings>
            <RestoreSources>PACKAGES</RestoreSources>
            <RestorePackagesPath>restored</RestorePackagesPath>
            <RestoreFallbackFolders>CACHE</RestoreFallbackFolders>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="NNGen.Runtime" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("nngen-package-").FullName;

    /// <summary>The paths of the package's files, and for those that are text what they say.</summary>
    public IReadOnlyDictionary<string, string> Files { get; private set; } = null!; // set before the first test

    private string Folder => Path.Combine(_root, "project");

    public async ValueTask InitializeAsync()
    {
        string packages = Path.Combine(_root, "packages");
        string configuration = typeof(StrangersProject).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        await Dotnet.Run(_root, "pack", RuntimeProject(), "--no-build", "-c", configuration, "-o", packages, "-v", "q");
        using (ZipArchive package = await ZipFile.OpenReadAsync(Assert.Single(Directory.GetFiles(packages))))
            Files = package.Entries.ToDictionary(entry => entry.FullName, Text);

        // What the package depends on comes from where this repository's own restore put it: no registry is asked.
        string cache = typeof(StrangersProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "PackageCache").Value!;
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "Stranger.csproj"), Project.Replace("PACKAGES", packages, StringComparison.Ordinal).Replace("CACHE", cache, StringComparison.Ordinal));
        await Dotnet.Run(Folder, "restore", "-v", "q");
    }

    /// <summary>What the project's properties are with those set on the command line.</summary>
    internal async Task<string> Property(string name, params string[] set)
        => (await Dotnet.Run(Folder, ["msbuild", $"-getProperty:{name}", .. set.Select(one => $"-p:{one}")])).Trim();

    /// <summary>The analyzers that the project is compiled with.</summary>
    internal async Task<IReadOnlyList<string>> Analyzers()
    {
        string answer = await Dotnet.Run(Folder, "msbuild", "-t:ResolveLockFileAnalyzers", "-getItem:Analyzer");
        using JsonDocument items = JsonDocument.Parse(answer);
        return [.. items.RootElement.GetProperty("Items").GetProperty("Analyzer").EnumerateArray().Select(item => item.GetProperty("Filename").GetString()!)];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return default;
    }

    private static string Text(ZipArchiveEntry entry)
    {
        if (Path.GetExtension(entry.Name) is not (".nuspec" or ".md" or ".targets")) return "";
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static string RuntimeProject([CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Runtime"));
}
