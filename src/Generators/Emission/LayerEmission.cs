using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;

namespace NNGen.Generators.Emission;

/// <summary>Compiles and writes a layer without ever throwing: neither an editor nor a build may fail on a layer that no stage expected.</summary>
internal static class LayerEmission
{
    private const string FailureMark = "// The compiler of NNGen failed: ";

    /// <summary>What went wrong inside of NNGen when it compiled the layer, or null.</summary>
    /// <remarks>
    /// In a build and in an editor the generator has been there before, and has left word of it in what it wrote: to go through all
    /// stages a second time would double the time that a large network takes. Where nothing is generated, they are gone through.
    /// </remarks>
    public static string? FailureOf(LayerModel layer, INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (SyntaxReference declaration in type.DeclaringSyntaxReferences)
        {
            if (!declaration.SyntaxTree.FilePath.EndsWith($"{layer.FullName}.g.cs", StringComparison.Ordinal)) continue;
            TextLineCollection lines = declaration.SyntaxTree.GetText(cancellation).Lines;
            string second = lines.Count > 1 ? lines[1].ToString() : "";
            return second.StartsWith(FailureMark, StringComparison.Ordinal) ? second.Substring(FailureMark.Length) : null;
        }

        Emit(layer, out string? failure);
        return failure;
    }

    /// <param name="failure">What went wrong inside of NNGen, or null. The text then has members that throw.</param>
    public static string Emit(LayerModel layer, out string? failure)
    {
        failure = null;
        try
        {
            return LayerEmitter.Emit(layer);
        }
#pragma warning disable CA1031 // The last resort: whatever went wrong is reported by the analyzer, as a mistake of NNGen.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e.Message.Replace("\r", "").Replace("\n", " ");
            string text = LayerEmitter.Emit(layer with { Errors = new([Diagnostics.Rules.Internal.Id]), Broken = BrokenOf(layer) });
            string trace = string.Concat((e.StackTrace ?? "").Replace("\r", "").Split('\n').Where(line => line.Length > 0).Select(line => $"//{line}\n"));
            return text.Insert(text.IndexOf('\n') + 1, $"{FailureMark}{failure}\n// {e.GetType()}\n{trace}");
        }
    }

    /// <summary>The outside of a layer that was read well and failed later.</summary>
    private static BrokenLayer BrokenOf(LayerModel layer) => new(
        layer.Dims,
        new(layer.Settings.Select(setting => new BrokenSetting(setting.Type, setting.Name))),
        new(layer.Members.Select(member => new BrokenProperty(member.Accessibility, ConstructorEmitter.TypeOf(member), member.Name, true, ""))),
        new(layer.Methods.Select(method => new BrokenMethod(
            method.Name, new(method.Inputs.Select(input => new BrokenInput(input.Name, input.Type, Types.IsScalar(input)))), method.OutputNames, ReturnsTensor: false, ElementType.Float))),
        []);
}
