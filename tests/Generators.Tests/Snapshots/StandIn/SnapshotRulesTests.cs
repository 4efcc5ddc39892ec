using System.Text;
using Microsoft.CodeAnalysis;
using VerifyTests;
using VerifyXunit;

namespace NNGen.Generators.Tests.Snapshots.StandIn;

/// <summary>The stand-in's rules, each in a directory of its own.</summary>
public sealed class SnapshotRulesTests : IDisposable
{
    private const string Source = "// ∂L/∂x\nclass Affine;\n";
    private const string Text = "//HintName: Affine.g.cs\n" + Source;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("snapshots-");

    private static string Prefix => $"{nameof(SnapshotRulesTests)}.{TestContext.Current.TestMethod!.MethodName}";

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_new_snapshot_is_written_as_received_and_fails()
    {
        var failure = await Fails(Verify(("Affine.g.cs", Source)));
        Assert.Contains($"New:\n  - Received: {Prefix}#Affine.g.received.cs\n    Verified: {Prefix}#Affine.g.verified.cs\n", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("NotEqual:", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Delete:", failure.Message, StringComparison.Ordinal);
        Assert.Equal([$"{Prefix}#Affine.g.received.cs"], Files());
    }

    [Fact]
    public async Task What_is_written_is_utf8_with_byte_order_mark_the_hint_name_and_the_source_and_nothing_more()
    {
        await Fails(Verify(("Affine.g.cs", Source)));
        Assert.Equal([.. ByteOrderMark, .. Encoding.UTF8.GetBytes(Text)], Bytes($"{Prefix}#Affine.g.received.cs"));
    }

    [Fact]
    public async Task A_source_without_a_final_line_feed_gets_none()
    {
        await Fails(Verify(("Affine.g.cs", "class Affine;")));
        Assert.Equal([.. ByteOrderMark, .. "//HintName: Affine.g.cs\nclass Affine;"u8], Bytes($"{Prefix}#Affine.g.received.cs"));
    }

    [Fact]
    public async Task What_was_received_becomes_the_snapshot_by_renaming_it()
    {
        await Fails(Verify(("Affine.g.cs", Source), ("Kernels", "// kernels")));
        foreach (FileInfo received in _directory.GetFiles()) received.MoveTo(received.FullName.Replace(".received.", ".verified.", StringComparison.Ordinal));
        await Again(("Affine.g.cs", Source), ("Kernels", "// kernels"));
        Assert.Equal([$"{Prefix}#Affine.g.verified.cs", $"{Prefix}#Kernels.verified.cs"], Files());
    }

    [Fact]
    public async Task A_mismatch_is_written_as_received_and_shows_the_lines_that_differ()
    {
        Write($"{Prefix}#Affine.g.verified.cs", "//HintName: Affine.g.cs\n// ∂L/∂w\nclass Affine;\n");
        var failure = await Fails(Verify(("Affine.g.cs", Source)));
        Assert.Contains($"NotEqual:\n  - Received: {Prefix}#Affine.g.received.cs\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("  line 2\n    verified: // ∂L/∂w\n    received: // ∂L/∂x\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("rename .received. to .verified.", failure.Message, StringComparison.Ordinal);
        Assert.Equal([$"{Prefix}#Affine.g.received.cs", $"{Prefix}#Affine.g.verified.cs"], Files());
    }

    [Fact]
    public async Task A_final_line_feed_is_a_difference()
    {
        Write($"{Prefix}#Affine.g.verified.cs", Text + "\n");
        var failure = await Fails(Verify(("Affine.g.cs", Source)));
        Assert.Contains("  line 5\n    verified: \n    received: (no such line)\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verified_file_may_lack_the_byte_order_mark()
    {
        Write($"{Prefix}#Affine.g.verified.cs", Text, byteOrderMark: false);
        await Verify(("Affine.g.cs", Source));
    }

    [Fact]
    public async Task A_verified_file_with_carriage_returns_fails_and_names_the_remedy()
    {
        Write($"{Prefix}#Affine.g.verified.cs", Text.ReplaceLineEndings("\r\n"));
        var failure = await Fails(Verify(("Affine.g.cs", Source)));
        Assert.Contains(".gitattributes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_carriage_return_fails()
    {
        var failure = await Fails(Verify(("Affine.g.cs", "class Affine;\r\n")));
        Assert.Contains("Affine.g.cs holds a carriage return", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stale_received_files_of_the_prefix_are_deleted_first()
    {
        Write($"{Prefix}#Affine.g.verified.cs", Text);
        Write($"{Prefix}#Affine.g.received.cs", "stale");
        Write($"{Prefix}#Gone.g.received.cs", "stale");
        Write($"{Prefix}.received.txt", "stale");
        Write($"{Prefix}_rows=1#Affine.g.received.cs", "another test's");
        await Verify(("Affine.g.cs", Source));
        Assert.Equal([$"{Prefix}#Affine.g.verified.cs", $"{Prefix}_rows=1#Affine.g.received.cs"], Files());
    }

    [Fact]
    public async Task A_verified_file_that_nothing_produced_fails()
    {
        Write($"{Prefix}#Affine.g.verified.cs", Text);
        Write($"{Prefix}#Gone.g.verified.cs", "gone");
        Write($"{Prefix}.verified.txt", "gone");
        var failure = await Fails(Verify(("Affine.g.cs", Source)));
        Assert.Contains($"Delete:\n  - {Prefix}#Gone.g.verified.cs\n  - {Prefix}.verified.txt\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_longer_prefix_belongs_to_another_test()
    {
        Write($"{Prefix}#Affine.g.verified.cs", Text);
        Write($"{Prefix}_rows=1#Affine.g.verified.cs", "another case");
        Write($"{Prefix}Also#Affine.g.verified.cs", "another test");
        await Verify(("Affine.g.cs", Source));
    }

    [Fact]
    public async Task A_prefix_used_twice_fails()
    {
        Write($"{Prefix}#Affine.g.verified.cs", Text);
        await Verify(("Affine.g.cs", Source));
        var failure = await Fails(Verify(("Affine.g.cs", Source)));
        Assert.Contains($"{Prefix} has been used before", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Awaiting_a_verification_twice_runs_it_once()
    {
        Write($"{Prefix}#Affine.g.verified.cs", Text);
        SettingsTask verification = Verify(("Affine.g.cs", Source));
        await verification;
        await verification;
    }

    [Fact]
    public async Task Nothing_generated_fails()
    {
        var failure = await Fails(Verify());
        Assert.Contains("Nothing was generated", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Two_sources_with_one_snapshot_fail()
    {
        var failure = await Fails(Verify(("a/Affine.g.cs", Source), ("b/Affine.g.cs", Source)));
        Assert.Contains("#Affine.g", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generator_that_throws_fails_with_its_own_exception()
    {
        var crash = new InvalidTimeZoneException("the generator's own");
        var driver = new FixedSources { Failure = crash }.Run();
        Assert.Same(crash, await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Verifier.Verify(driver).UseDirectory(_directory.FullName)));
    }

    [Fact]
    public async Task Diagnostics_are_verified_as_text()
    {
        var rule = new DiagnosticDescriptor(
            "NN9999", "The title", "The message about {0}", "Shapes", DiagnosticSeverity.Warning, isEnabledByDefault: true, customTags: "NotConfigurable");
        var driver = new FixedSources(("Affine.g.cs", Source)) { Report = rule }.Run();
        Write($"{Prefix}#Affine.g.verified.cs", Text);
        Write($"{Prefix}.verified.txt", """
            {
              Diagnostics: [
                {
                  Location: /*
            class Affine
                  ^^^^^^
            {
            */
             Affine.cs: (0,6)-(0,12),
                  Message: The message about Affine,
                  Severity: Warning,
                  WarningLevel: 1,
                  Descriptor: {
                    Id: NN9999,
                    Title: The title,
                    MessageFormat: The message about {0},
                    Category: Shapes,
                    DefaultSeverity: Warning,
                    IsEnabledByDefault: true,
                    CustomTags: [
                      NotConfigurable
                    ]
                  }
                }
              ]
            }
            """);
        await Verifier.Verify(driver).UseDirectory(_directory.FullName);
    }

    [Fact]
    public void Verify_learns_of_the_compiler_once() =>
        Assert.Throws<InvalidOperationException>(VerifySourceGenerators.Initialize);

    [Theory]
    [InlineData("a:b?", 0.5, null)]
    public async Task Given_parameters_stand_in_the_name(string name, double rate, string? missing)
    {
        await Fails(Verify(("Affine.g.cs", Source)));
        await Fails(Verify(("Affine.g.cs", Source)).UseParameters(new[] { 1, 2 }, true));
        Assert.Equal(
            [$"{Prefix}_name=1,2_rate=True#Affine.g.received.cs", $"{Prefix}_name=a-b-_rate=0.5_missing=null#Affine.g.received.cs"],
            Files());
        Assert.Equal(("a:b?", 0.5, null), (name, rate, missing));
    }

    private SettingsTask Verify(params (string Hint, string Text)[] sources) =>
        Verifier.Verify(FixedSources.Run(sources)).UseDirectory(_directory.FullName);

    /// <summary>What the next run of the same test does: the prefix counts for one run.</summary>
    private Task Again(params (string Hint, string Text)[] sources) =>
        SnapshotComparison.Run(new SnapshotPrefix(_directory.FullName, Prefix), SnapshotFile.Of(FixedSources.Run(sources).GetRunResult()));

    private static Task<VerifyException> Fails(SettingsTask verification) => Assert.ThrowsAsync<VerifyException>(verification.ToTask);

    private void Write(string name, string text, bool byteOrderMark = true) =>
        File.WriteAllText(Path.Combine(_directory.FullName, name), text, new UTF8Encoding(byteOrderMark));

    private byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(_directory.FullName, name));

    private string[] Files() => [.. _directory.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];
}
