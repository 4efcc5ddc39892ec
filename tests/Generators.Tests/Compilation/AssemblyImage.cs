using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NNGen.Generators.Tests;

/// <summary>A compiled assembly in memory, to refer to from another compilation and to load with it.</summary>
public sealed class AssemblyImage(string name, ImmutableArray<byte> bytes, ImmutableArray<AssemblyImage> libraries)
{
    public string Name { get; } = name;

    public ImmutableArray<byte> Bytes { get; } = bytes;

    /// <summary>The libraries that this one refers to in turn.</summary>
    public ImmutableArray<AssemblyImage> Libraries { get; } = libraries;

    /// <summary>What a compilation needs in order to see this assembly's metadata.</summary>
    public MetadataReference Reference { get; } = MetadataReference.CreateFromImage(bytes, filePath: name + ".dll");

    /// <summary>This assembly and everything it needs.</summary>
    internal IEnumerable<AssemblyImage> Closure => Libraries.SelectMany(library => library.Closure).Append(this).DistinctBy(image => image.Name);
}
