using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Reads the dims that an attribute gives as strings; a malformed one is reported on its own string.</summary>
internal sealed class DimReader(Problems problems, CancellationToken cancellation)
{
    private static readonly Regex Name = new("[A-Za-z_][A-Za-z_0-9]*", RegexOptions.CultureInvariant);

    /// <summary>The shape of <c>[Shape("N", "I")]</c> or <c>[Param("I", "O")]</c>; null if a dim is malformed.</summary>
    public DeclaredShape? Shape(AttributeData attribute, ISymbol symbol)
    {
        IReadOnlyList<string?>? texts = Texts(attribute);
        if (texts is null)
        {
            problems.ReportedByCSharp();
            return null;
        }

        var dims = new List<Dim>();
        for (int i = 0; i < texts.Count; i++)
        {
            if (texts[i] == Leading.Marker && i == 0)
            {
                dims.Add(Leading.Dim);
                continue;
            }

            if (Parse(attribute, symbol, texts[i], i) is not { } dim) return null;
            dims.Add(dim);
        }

        return new(new(dims), WellKnown.LocationOf(attribute, symbol));
    }

    /// <summary>The names in the order in which they are written, which is the order of the constructor.</summary>
    public static IEnumerable<string> NamesInOrder(AttributeData attribute)
        => (Texts(attribute) ?? []).SelectMany(text => Name.Matches(text ?? "").Cast<Match>()).Select(match => match.Value);

    private Dim? Parse(AttributeData attribute, ISymbol symbol, string? text, int index)
    {
        if (text is null)
        {
            problems.ReportedByCSharp();
            return null;
        }

        if (text == Leading.Marker)
        {
            problems.Report(Rules.MalformedDim, ArgumentLocation(attribute, symbol, index), text, "it stands for the leading dims, so it can only come first");
            return null;
        }

        if (!Dim.TryParse(text, out Dim? dim, out DimError? error))
        {
            problems.Report(Rules.MalformedDim, ArgumentLocation(attribute, symbol, index), text, error!.Message);
            return null;
        }

        if (dim.Names.Contains(Leading.Name))
        {
            problems.Report(Rules.MalformedDim, ArgumentLocation(attribute, symbol, index), text, $"'{Leading.Name}' is what the generated code calls \"...\"; choose another name");
            return null;
        }

        return dim;
    }

    private static IReadOnlyList<string?>? Texts(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length == 0) return null;
        TypedConstant dims = attribute.ConstructorArguments[0];
        if (dims.Kind != TypedConstantKind.Array) return null;
        return dims.IsNull ? [] : [.. dims.Values.Select(value => value.Value as string)];
    }

    private Location ArgumentLocation(AttributeData attribute, ISymbol symbol, int index)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        AttributeArgumentSyntax? argument = syntax?.ArgumentList?.Arguments.Where(a => a.NameEquals is null).ElementAtOrDefault(index);
        return argument?.GetLocation() ?? WellKnown.LocationOf(attribute, symbol);
    }
}
