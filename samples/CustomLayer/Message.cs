namespace NNGen.Samples.CustomLayer;

/// <summary>What a compiler says, and where.</summary>
/// <param name="Severity">"error" or "warning".</param>
/// <param name="Id">The rule: NN0012.</param>
/// <param name="Text">What it says.</param>
/// <param name="Places">The expression that is underlined, then the places that led to it.</param>
internal sealed record Message(string Severity, string Id, string Text, IReadOnlyList<Place> Places);

/// <summary>A part of one line of a source.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Start">Where the part starts in the line, from 0.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Source">The whole line.</param>
internal sealed record Place(string File, int Line, int Start, int Length, string Source);
