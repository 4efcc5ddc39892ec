using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Graphs;

namespace NNGen.Generators.Reading;

/// <summary>Names that would meet in the generated part of the class: dims become properties and constructor arguments, inputs and locals keep their names.</summary>
internal static class NameRules
{
    private static readonly string[] Generated = ["Params", "Grads", "States", "Backward", "Infer", "Memory", "Graph"];

    // What the generated code calls its fields, without the underscore that it puts before a member's name as well.
    private static readonly string[] Fields = ["scope", "training", "inference", "forwardRan", "forwardLengths", "graph"];

    // What it calls the parameters and variables beside which dims stand.
    private static readonly string[] Variables = ["memory", "target", "where", "caller", "accumulate", "scope", "seed"];

    internal static readonly string[] OfEveryObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    public static void Check(LayerDeclaration layer, Problems problems)
    {
        CheckDims(layer, problems);
        CheckSettings(layer, problems);
        CheckGenerated(layer, problems);
        CheckInside(layer, problems);
        CheckHidden(layer, problems);
        foreach (DefinitionMethod method in layer.Methods.Where(method => method.IsEntryPoint)) CheckInputs(layer, method, problems);
    }

    /// <summary>What a tensor of a method is not to be called: a dim that the method sees, or a member.</summary>
    public static string? Taken(LayerDeclaration layer, DefinitionMethod method, string name)
    {
        if (layer.Dims.Contains(name)) return $"a dim of {layer.Type.Name}";
        if (method.Inputs.Any(input => input.Shape?.Shape.Names.Contains(name) == true)) return "a dim of the inputs";
        return layer.Members.Any(member => member.Name == name) ? $"a member of {layer.Type.Name}" : null;
    }

    private static void CheckDims(LayerDeclaration layer, Problems problems)
    {
        foreach (string dim in layer.Dims)
        {
            if (dim == layer.Type.Name)
                problems.Report(Rules.NameTaken, WellKnown.LocationOf(layer.Type), $"'{dim}' is a dim of the layer of the same name; it becomes a property, so one of them needs another name");
            if (layer.Members.Any(member => member is DimMember && member.Name == dim)) continue;
            if (OfEveryObject.Contains(dim))
                problems.Report(Rules.NameTaken, WellKnown.LocationOf(layer.Type), $"'{dim}' is a dim of {layer.Type.Name}, so it becomes a property, but every object has a method of that name; this dim needs another one");
            if (UsersOwn(layer, dim) is { } taken)
                problems.Report(Rules.NameTaken, WellKnown.LocationOf(taken), $"'{dim}' is a dim of {layer.Type.Name}, so it becomes a property; this member of the same name needs another one");
        }
    }

    /// <summary>The constructor takes dims as they are spelled, settings in camel case, and a seed.</summary>
    private static void CheckSettings(LayerDeclaration layer, Problems problems)
    {
        var arguments = new HashSet<string>(layer.Dims);
        foreach (SettingMember setting in layer.Members.OfType<SettingMember>())
        {
            string argument = char.ToLowerInvariant(setting.Name[0]) + setting.Name.Substring(1);
            if (arguments.Add(argument) && argument != "seed") continue;
            problems.Report(
                Rules.NameTaken,
                layer.Type.GetMembers(setting.Name).Select(WellKnown.LocationOf).FirstOrDefault() ?? Location.None,
                $"'{setting.Name}' becomes the argument '{argument}' of the constructor, which has one of that name already; this setting needs another one");
        }
    }

    private static void CheckGenerated(LayerDeclaration layer, Problems problems)
    {
        foreach (string name in Generated)
        {
            ISymbol? taken = layer.Dims.Contains(name) ? layer.Type : UsersOwn(layer, name);
            if (taken is IMethodSymbol method && layer.Methods.All(definition => !SymbolEqualityComparer.Default.Equals(definition.Symbol, method))) continue;
            if (taken is not null)
                problems.Report(Rules.NameTaken, WellKnown.LocationOf(taken), $"'{name}' is generated for every layer; this needs another name");
        }
    }

    /// <summary>Fields and methods that the generated code has for itself.</summary>
    private static void CheckHidden(LayerDeclaration layer, Problems problems)
    {
        IEnumerable<string> called = layer.Methods.Where(method => method.IsEntryPoint).Select(method => method.Symbol.Name).Concat(["Infer", "Backward"]).Distinct();
        IEnumerable<string> hidden = Fields.Concat(layer.Members.Select(member => member.Name)).Select(name => "_" + name)
            .Concat(layer.Methods.Where(method => method.IsEntryPoint).SelectMany(method => method.Inputs).SelectMany(input => input.Shape?.Shape.Names ?? []).Select(name => "_forward" + ValueNames.Pascal(name)))
            .Concat(called.SelectMany(name => new[] { "Run" + name, "Check" + name }));
        foreach (string name in hidden.Distinct())
            if (UsersOwn(layer, name) is { } taken and not IMethodSymbol)
                problems.Report(Rules.NameTaken, WellKnown.LocationOf(taken), $"'{name}' is what the generated code calls something of its own; this member needs another name");
    }

    /// <summary>Dims become variables of the generated methods, and members its fields, so neither can be called as those are.</summary>
    private static void CheckInside(LayerDeclaration layer, Problems problems)
    {
        foreach (string name in layer.FixedSizes.Where(name => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None))
            problems.Report(Rules.NameTaken, layer.Type.GetMembers(name).Select(WellKnown.LocationOf).FirstOrDefault() ?? WellKnown.LocationOf(layer.Type), $"'{name}' is a keyword of C#, and this stands in shapes by its name; it needs another one");
        foreach (string dim in layer.Dims.Intersect(Variables))
            problems.Report(Rules.NameTaken, WellKnown.LocationOf(layer.Type), $"'{dim}' is what the generated code calls something of its own; this dim needs another name");
        foreach (MemberModel member in layer.Members.Where(member => Fields.Contains(member.Name) || member is SettingMember && Variables.Contains(member.Name)))
            problems.Report(Rules.NameTaken, LocationOf(layer, member), $"'{member.Name}' is what the generated code calls something of its own; this member needs another name");
        foreach (DefinitionMethod method in layer.Methods.Where(method => method.IsEntryPoint))
            foreach (DeclaredShape shape in method.Inputs.Where(input => input.Shape is not null).Select(input => input.Shape!))
                foreach (string dim in shape.Shape.Names.Where(name => !layer.FixedSizes.Contains(name)))
                    if (Variables.Contains(dim))
                        problems.Report(Rules.NameTaken, shape.Location, $"'{dim}' is what the generated code calls something of its own; this dim needs another name");
                    else if (UsersOwn(layer, dim) is not null)
                        problems.Report(Rules.NameTaken, shape.Location, $"'{dim}' is a dim here and also a member of {layer.Type.Name}; one of them needs another name");
    }

    private static Location LocationOf(LayerDeclaration layer, MemberModel member)
        => layer.Type.GetMembers(member.Name).Select(WellKnown.LocationOf).FirstOrDefault() ?? Location.None;

    private static void CheckInputs(LayerDeclaration layer, DefinitionMethod method, Problems problems)
    {
        foreach (DefinitionInput input in method.Inputs)
            if (Taken(layer, method, input.Name) is { } what)
                problems.Report(Rules.NameTaken, WellKnown.LocationOf(input.Symbol), $"'{input.Name}' is an input here and also {what}; one of them needs another name");
    }

    /// <summary>A member that the user wrote: beside it the generated one of the same name would be a second.</summary>
    private static ISymbol? UsersOwn(LayerDeclaration layer, string name) => layer.Type.GetMembers(name).FirstOrDefault(member
        => !member.IsImplicitlyDeclared && !WellKnown.IsGenerated(member));
}
