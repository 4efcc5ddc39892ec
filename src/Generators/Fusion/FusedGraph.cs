using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Fusion;

/// <summary>A graph as loops.</summary>
internal sealed record FusedGraph(Graph Graph, EquatableArray<Step> Forward, EquatableArray<Step> Backward);
