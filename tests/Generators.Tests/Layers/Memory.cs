using System.Reflection;
using NNGen.Core;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Fills the memory of a layer with NaN, and its labels with nonsense: a call that reads what it has not written then shows it.</summary>
internal static class Memory
{
    private const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <param name="gradientsOnly">Leaves alone what <c>Forward</c> kept for <c>Backward</c>.</param>
    public static void Poison(ILayer layer, bool keepGradients = false, bool gradientsOnly = false)
    {
        if (!keepGradients)
            foreach (Parameter parameter in layer.Params) parameter.GradBlock.Span.Fill(float.NaN);
        if (gradientsOnly) return;
        PoisonArena(layer, "_training");
        PoisonInference(layer);
    }

    /// <summary>Fills what only inference uses.</summary>
    public static void PoisonInference(ILayer layer) => PoisonArena(layer, "_inference");

    private static void PoisonArena(ILayer layer, string arena)
    {
        object memory = layer.GetType().GetField(arena, Private)!.GetValue(layer)!;
        Array.Fill((float[])typeof(Arena).GetField("_memory", Private)!.GetValue(memory)!, float.NaN);
        Array.Fill((int[])typeof(Arena).GetField("_ints", Private)!.GetValue(memory)!, int.MinValue);
    }

    /// <summary>Fills what a <c>Backward</c> that accumulates writes to before it adds.</summary>
    public static void PoisonScratch(ILayer layer)
    {
        if (layer.Params.Count > 0) ((LayerScope)layer.GetType().GetField("_scope", Private)!.GetValue(layer)!).Scratch.Span.Fill(float.NaN);
    }
}
