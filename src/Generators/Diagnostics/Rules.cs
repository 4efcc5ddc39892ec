using Microsoft.CodeAnalysis;

namespace NNGen.Generators.Diagnostics;

/// <summary>Every rule, in the order of the pages in docs/rules. A message is one sentence that is enough to mend the program.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "NN0001", "A layer is a partial class", "'{0}' has to be partial, so that its parameters and its backward pass can be added to it");

    public static readonly DiagnosticDescriptor KindOfType = Error(
        "NN0002", "A layer is an ordinary class", "'{0}' cannot be a layer because it {1}; {2}");

    public static readonly DiagnosticDescriptor NoForward = Error("NN0003", "A layer has a Forward");

    public static readonly DiagnosticDescriptor SecondForward = Error(
        "NN0004", "A layer has one Forward", "'{0}' has a second Forward over symbols; give it another name, and it becomes an inference entry point");

    public static readonly DiagnosticDescriptor MalformedDim = Error(
        "NN0005", "A dim is a formula in names and numbers", "'{0}' is not a dim: {1}");

    public static readonly DiagnosticDescriptor UnknownDim = Error(
        "NN0006", "A dim is known from the arguments or the constructor", "Nothing says what '{0}' is: {1}");

    public static readonly DiagnosticDescriptor InputWithoutShape = Error(
        "NN0007", "Every input has a shape", "'{0}' needs its shape, as in '[Shape(\"N\", \"I\")] {1} {0}'");

    public static readonly DiagnosticDescriptor Construct = Error("NN0008", "A definition is made of what the compiler can follow");

    public static readonly DiagnosticDescriptor NoRule = Error("NN0009", "What a definition calls has a rule or a source");

    public static readonly DiagnosticDescriptor NotALayer = Error("NN0010", "A sub-layer is a layer");

    public static readonly DiagnosticDescriptor ContainsItself = Error(
        "NN0011", "A layer does not contain itself", "'{0}' would contain itself without end: {1}");

    public static readonly DiagnosticDescriptor ShapeMismatch = Error("NN0012", "Shapes have to fit");

    public static readonly DiagnosticDescriptor ShapeUndecided = Warning("NN0013", "Shapes fit only for some sizes");

    public static readonly DiagnosticDescriptor SubArguments = Error("NN0014", "A sub-layer is given the dims of its constructor");

    public static readonly DiagnosticDescriptor NameTaken = Error("NN0015", "Names of dims, members and locals are different");

    public static readonly DiagnosticDescriptor MalformedFact = Error("NN0016", "A fact compares two dims, and all of them can hold");

    public static readonly DiagnosticDescriptor Declaration = Error("NN0017", "Parameters, sub-layers, dims and settings are partial properties");

    public static readonly DiagnosticDescriptor Signature = Error("NN0018", "A definition computes with Var, IntVar and Mask");

    public static readonly DiagnosticDescriptor Recursion = Error("NN0019", "A definition does not call itself");

    public static readonly DiagnosticDescriptor UnknownSetting = Error("NN0020", "A setting of a sub-layer exists there");

    public static readonly DiagnosticDescriptor Constructor = Error(
        "NN0021", "A layer's constructor is generated", "{0}");

    public static readonly DiagnosticDescriptor Argument = Error("NN0022", "An argument has a value that the operator takes");

    public static readonly DiagnosticDescriptor CustomGradient = Error("NN0023", "A custom gradient fits its method");

    public static readonly DiagnosticDescriptor Internal = Error(
        "NN0099", "The compiler of NNGen failed", "NNGen could not compile '{0}'; this is a mistake in NNGen, not in the layer: {1}");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        NotPartial, KindOfType, NoForward, SecondForward, MalformedDim, UnknownDim, InputWithoutShape, Construct, NoRule, NotALayer,
        ContainsItself, ShapeMismatch, ShapeUndecided, SubArguments, NameTaken, MalformedFact, Declaration, Signature, Recursion,
        UnknownSetting, Constructor, Argument, CustomGradient, Internal,
    ];

    // A rule without a format is worded where it is found: what to say depends on what is there.
    private static DiagnosticDescriptor Error(string id, string title, string message = "{0}") => Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title) => Rule(id, title, "{0}", DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity)
        => new(id, title, message, "NNGen", severity, isEnabledByDefault: true, helpLinkUri: $"docs/rules/{id}.md");
}
