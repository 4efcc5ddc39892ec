using Microsoft.CodeAnalysis;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Reads what the attributes of a layer's class declare: dims, parameters, sub-layers, settings, facts and methods.</summary>
internal sealed partial class DeclarationReader
{
    private readonly Compilation _compilation;
    private readonly Problems _problems;
    private readonly CancellationToken _cancellation;
    private readonly DimReader _dims;

    // The classes that are being read, outermost first; the last is this reader's own. A layer that turns up again contains itself.
    private readonly IReadOnlyList<INamedTypeSymbol> _open;

    // A class that is a sub-layer in many places is read once.
    private readonly Dictionary<INamedTypeSymbol, LayerDeclaration> _known;

    private DeclarationReader(
        IReadOnlyList<INamedTypeSymbol> open, Dictionary<INamedTypeSymbol, LayerDeclaration> known, Compilation compilation, Problems problems, CancellationToken cancellation)
    {
        _open = open;
        _known = known;
        _compilation = compilation;
        _problems = problems;
        _cancellation = cancellation;
        _dims = new(problems, cancellation);
    }

    public static LayerDeclaration Read(INamedTypeSymbol type, Compilation compilation, Problems problems, CancellationToken cancellation)
        => new DeclarationReader([type], new(SymbolEqualityComparer.Default), compilation, problems, cancellation).Read(new(type));

    private LayerDeclaration Read(LayerDeclaration layer)
    {
        _cancellation.ThrowIfCancellationRequested();
        layer.IntSettings.AddRange(layer.Type.GetMembers().OfType<IPropertySymbol>()
            .Where(property => property.Type.SpecialType == SpecialType.System_Int32 && WellKnown.Attribute(property, WellKnown.SettingAttribute) is not null)
            .Select(property => property.Name).Where(name => name.Length > 0).Distinct());
        foreach (ISymbol member in layer.Type.GetMembers())
            if (member is IPropertySymbol { IsImplicitlyDeclared: false } property) ReadProperty(layer, property);
        foreach (IMethodSymbol method in layer.Type.GetMembers().OfType<IMethodSymbol>())
            if (IsDefinition(method)) ReadMethod(layer, method);
        CheckPassedSettings(layer);
        ReadFacts(layer);
        InheritFacts(layer);
        NameRules.Check(layer, _problems);
        layer.HasErrors = _problems.HasErrors;
        return layer;
    }

    /// <summary>True for a method over symbols: what the user wrote, not what was generated from it.</summary>
    private static bool IsDefinition(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsImplicitlyDeclared: false }
            && method.Parameters.Any(parameter => WellKnown.IsSymbolic(parameter.Type));

    private void ReadMethod(LayerDeclaration layer, IMethodSymbol method)
    {
        bool entry = method.DeclaredAccessibility == Accessibility.Public;
        var inputs = new List<DefinitionInput>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            DeclaredShape? shape = null;
            if (WellKnown.Attribute(parameter, WellKnown.ShapeAttribute) is { } attribute) shape = _dims.Shape(attribute, parameter);
            else if (entry && WellKnown.IsSymbolic(parameter.Type)) _problems.Report(Rules.InputWithoutShape, WellKnown.LocationOf(parameter), parameter.Name, parameter.Type.Name);
            inputs.Add(new(parameter, shape, WellKnown.Attribute(parameter, WellKnown.NoGradAttribute) is not null));
        }

        DeclaredShape? returns = null;
        AttributeData? returned = method.GetReturnTypeAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == WellKnown.ShapeAttribute);
        if (returned is not null && method.ReturnType.IsTupleType)
            _problems.Report(Rules.Signature, WellKnown.LocationOf(returned, method), $"'{method.Name}' returns a tuple, whose shapes are inferred; take the [return: Shape] away");
        else if (returned is not null)
            returns = _dims.Shape(returned, method);
        layer.Methods.Add(new(method, inputs, returns));
    }

    private void ReadFacts(LayerDeclaration layer)
    {
        layer.Facts = Facts.None.WithPositive(layer.Dims);
        var stated = new List<(Facts Facts, Location Place)>();
        foreach (AttributeData where in WellKnown.Attributes(layer.Type, WellKnown.WhereAttribute))
        {
            Location place = WellKnown.ArgumentOf(where, 0, layer.Type, _cancellation);
            int known = layer.FactTexts.Count;
            if (where.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive } argument])
            {
                _problems.ReportedElsewhere();
            }
            else if (argument.Value is not string text)
            {
                _problems.Report(Rules.MalformedFact, place, "'null' is not a fact about dims: compare two dims, as in \"H % Heads == 0\"");
            }
            else if (!Facts.TryParse(text, out Facts? fact, out DimError? error))
            {
                _problems.Report(Rules.MalformedFact, place, $"'{text}' is not a fact about dims: {error.Message}");
            }
            else if (UnknownNames(layer, fact).FirstOrDefault() is { } unknown)
            {
                _problems.Report(Rules.UnknownDim, place, unknown, "no [Param], [Sub] or [Dim] names it, and no input has it in its [Shape]");
            }
            else if (fact.All.FirstOrDefault(each => Unification.Contradicts(each, layer.Facts)) is { } impossible)
            {
                ReportContradiction(layer, impossible, place, stated);
            }
            else
            {
                layer.Facts = layer.Facts.And(fact);
                layer.FactTexts.Add(text);
                stated.Add((fact, place));
            }

            layer.HasBrokenFacts |= layer.FactTexts.Count == known;
        }
    }

    private void ReportContradiction(LayerDeclaration layer, Fact impossible, Location place, IReadOnlyList<(Facts Facts, Location Place)> stated)
    {
        if (Unification.Contradicts(impossible, Facts.None.WithPositive(layer.Dims)))
        {
            _problems.Report(Rules.MalformedFact, place, $"'{impossible}' can never hold, because the dims of the constructor are at least 1");
            return;
        }

        // One fact that is enough for it reads better than all of them.
        (Facts facts, Location where) = stated.FirstOrDefault(one => Unification.Contradicts(impossible, one.Facts.WithPositive(layer.Dims)));
        string other = facts is null ? "the facts before it together" : $"'{facts}'";
        _problems.Report(
            Rules.MalformedFact, place, facts is null ? stated.Select(one => one.Place) : [where], $"'{impossible}' contradicts {other}: there are no sizes for which both hold");
    }

    private IEnumerable<string> UnknownNames(LayerDeclaration layer, Facts facts)
    {
        // Where a declaration is wrong, the name may be the one that it was to give.
        if (_problems.HasErrors) return [];
        var known = new HashSet<string>(layer.FixedSizes.Concat(layer.Methods.SelectMany(method => method.Inputs).SelectMany(input => input.Shape?.Shape.Names ?? [])));
        return facts.All.SelectMany(fact => fact.Names).Where(name => !known.Contains(name));
    }
}
