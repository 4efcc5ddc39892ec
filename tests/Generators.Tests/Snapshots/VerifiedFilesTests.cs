using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace NNGen.Generators.Tests.Snapshots;

/// <summary>The verified files in the repository, whatever wrote them: an editor, a checkout, Verify or its stand-in.</summary>
public sealed class VerifiedFilesTests
{
    [Fact]
    public void A_verified_file_is_utf8_with_a_byte_order_mark_and_line_feeds()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
        foreach (string path in VerifiedFiles())
        {
            byte[] bytes = File.ReadAllBytes(path);
            Assert.True(bytes.AsSpan().StartsWith(encoding.Preamble), $"{path} has no byte order mark.");
            Assert.False(bytes.Contains((byte)'\r'), $"{path} holds a carriage return.");
            Assert.Null(Record.Exception(() => encoding.GetString(bytes)));
        }
    }

    [Fact]
    public void A_verified_file_belongs_to_a_test_that_exists()
    {
        var prefixes = typeof(VerifiedFilesTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public))
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .Select(method => method.ReflectedType!.IsNested
                ? $"{method.ReflectedType.DeclaringType!.Name}.{method.ReflectedType.Name}.{method.Name}"
                : $"{method.ReflectedType!.Name}.{method.Name}")
            .ToHashSet();
        var orphans = VerifiedFiles().Select(Path.GetFileName).Where(name => !BelongsToATest(name!));
        Assert.True(!orphans.Any(), $"No test takes these snapshots any more; delete them: {string.Join(", ", orphans)}");

        // T.M#Affine.g.verified.cs, T.M_rows=1#Affine.g.verified.cs or T.M.verified.txt: the test's name ends at '#', '_' or '.'.
        bool BelongsToATest(string name) => Enumerable.Range(0, name.Length)
            .Where(at => name[at] is '#' or '_' or '.')
            .Any(at => prefixes.Contains(name[..at]));
    }

    private static string[] VerifiedFiles([CallerFilePath] string here = "")
    {
        string project = Path.GetDirectoryName(Path.GetDirectoryName(here))!;
        string[] output = [Path.Combine(project, "bin") + Path.DirectorySeparatorChar, Path.Combine(project, "obj") + Path.DirectorySeparatorChar];
        string[] files = [.. Directory.EnumerateFiles(project, "*.verified.*", SearchOption.AllDirectories)
            .Where(path => !output.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))];
        Assert.NotEmpty(files);
        return files;
    }
}
