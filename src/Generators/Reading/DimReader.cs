using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Reads the dims that an attribute gives as strings; a malformed one is reported on its own string.</summary>
internal sealed class DimReader(Problems problems, CancellationToken cancellation)
{
    private static readonly Regex Name = new(@"[\p{L}_][\p{L}\p{N}_]*", RegexOptions.CultureInvariant);

    /// <summary>The shape of <c>[Shape("N", "I")]</c> or <c>[Param("I", "O")]</c>; null if a dim is malformed.</summary>
    public DeclaredShape? Shape(AttributeData attribute, ISymbol symbol)
    {
        if (Texts(attribute) is not { } texts)
        {
            problems.ReportedElsewhere();
            return null;
        }

        IReadOnlyList<Location> places = [.. texts.Select((_, i) => Place(attribute, symbol, i))];
        for (int i = 0; i < texts.Count; i++)
        {
            if (texts[i] is not null) continue;
            problems.Report(Rules.MalformedDim, places[i], "null", "write the dims as strings, or none at all for a scalar");
            return null;
        }

        if (!Shapes.Shape.TryParse([.. texts.Select(text => text!)], out Shape? shape, out ShapeError? error))
        {
            problems.Report(Rules.MalformedDim, places[error.Index], texts[error.Index]!, error.Message);
            return null;
        }

        for (int i = 0; i < texts.Count; i++)
        {
            if (!Name.Matches(texts[i]).Cast<Match>().Any(match => match.Value == Leading.Name)) continue;
            problems.Report(Rules.MalformedDim, places[i], texts[i]!, $"'{Leading.Name}' is what the compiler calls \"...\"; choose another name");
            return null;
        }

        return new(Leading.Joined(shape), WellKnown.LocationOf(attribute, symbol), places);
    }

    /// <summary>The names in the order in which they are written, which is the order of the constructor.</summary>
    public static IEnumerable<string> NamesInOrder(AttributeData attribute)
        => (Texts(attribute) ?? []).SelectMany(text => Name.Matches(text ?? "").Cast<Match>()).Select(match => match.Value);

    /// <summary>The strings of the attribute; a null among them is one that the user wrote. Null where C# has an error.</summary>
    private static IReadOnlyList<string?>? Texts(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length == 0) return null;
        TypedConstant dims = attribute.ConstructorArguments[0];
        if (dims.Kind != TypedConstantKind.Array) return null;
        if (dims.IsNull) return [null];
        return dims.Values.Any(value => value.Kind == TypedConstantKind.Error) ? null : [.. dims.Values.Select(value => value.Value as string)];
    }

    private Location Place(AttributeData attribute, ISymbol symbol, int index)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        List<AttributeArgumentSyntax> arguments = [.. syntax?.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null) ?? []];
        SyntaxNode? written = arguments is [{ Expression: var only }] && Elements(only) is { } elements
            ? elements.ElementAtOrDefault(index)
            : arguments.ElementAtOrDefault(index);
        return written?.GetLocation() ?? WellKnown.LocationOf(attribute, symbol);
    }

    /// <summary>The elements of an array that is written out where the params would stand.</summary>
    private static IEnumerable<SyntaxNode>? Elements(ExpressionSyntax expression) => expression switch
    {
        ImplicitArrayCreationExpressionSyntax { Initializer: var initializer } => initializer.Expressions,
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        CollectionExpressionSyntax collection => collection.Elements,
        _ => null,
    };
}
