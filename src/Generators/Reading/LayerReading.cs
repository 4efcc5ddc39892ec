using Microsoft.CodeAnalysis;
using NNGen.Generators.Diagnostics;

namespace NNGen.Generators.Reading;

/// <summary>Reads a layer without ever throwing: neither an editor nor a build may fail on code that the compiler did not expect.</summary>
internal static class LayerReading
{
    public static LayerModel? Read(INamedTypeSymbol type, Compilation compilation, Problems problems, CancellationToken cancellation)
    {
        try
        {
            return LayerReader.Read(type, new MethodBodies(compilation, cancellation), problems, cancellation);
        }
#pragma warning disable CA1031 // The last resort: whatever went wrong is reported, as a mistake of NNGen.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            problems.Report(Rules.Internal, WellKnown.LocationOf(type), type.Name, e.Message);
            return null;
        }
    }
}
