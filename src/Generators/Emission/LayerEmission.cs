using NNGen.Generators.Reading;

namespace NNGen.Generators.Emission;

/// <summary>Compiles and writes a layer without ever throwing: neither an editor nor a build may fail on a layer that no stage expected.</summary>
internal static class LayerEmission
{
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
            failure = e.Message;
            return LayerEmitter.Emit(layer with { Errors = new([Diagnostics.Rules.Internal.Id]), Broken = BrokenOf(layer) });
        }
    }

    /// <summary>The outside of a layer that was read well and failed later.</summary>
    private static BrokenLayer BrokenOf(LayerModel layer) => new(
        layer.Dims,
        new(layer.Settings.Select(setting => new BrokenSetting(setting.Type, setting.Name))),
        new(layer.Members.Select(member => new BrokenProperty(member.Accessibility, ConstructorEmitter.TypeOf(member), member.Name, true, false))),
        new(layer.Methods.Select(method => new BrokenMethod(
            method.Name, new(method.Inputs.Select(input => new BrokenInput(input.Name, input.Type, Types.IsScalar(input)))), method.OutputNames, ReturnsTensor: false))),
        []);
}
