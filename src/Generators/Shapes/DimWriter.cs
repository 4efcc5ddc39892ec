using System.Globalization;

namespace NNGen.Generators.Shapes;

/// <summary>Writes a dim: as the text that <see cref="DimParser"/> reads, or as C#.</summary>
internal sealed class DimWriter
{
    // Null for the canonical text, which holds for all values of the names.
    private readonly Facts? _facts;

    // The type of the arithmetic, where it is another one than that of the names.
    private readonly string? _wide;

    /// <summary>A type whose division rounds down, for any sign.</summary>
    public const string Count = "Core::Count";

    // Beyond it nobody reads the sum, and dividing it takes time.
    private const int MostAddends = 32;

    private DimWriter(Facts? facts, string? wide)
    {
        _facts = facts;
        _wide = wide;
    }

    public static string Text(Dim dim) => dim.HasFault ? "?" : new DimWriter(null, null).Sum(dim);

    public static string CSharp(Dim dim, string? wide, Facts facts)
        => dim.HasFault
            ? throw new InvalidOperationException("A dim without a value was to be emitted: " + dim.Fault + ".")
            : new DimWriter(facts, wide).Product(dim);

    private bool IsCSharp => _facts is not null;

    private bool IsWide => _wide is not null;

    private IReadOnlyList<DimTerm> Terms(Dim dim) => DimPresentation.Of(dim, IsCSharp ? IsNeverNegative : null);

    private bool IsNeverNegative(Dim dim) => Bounds.Of(dim, _facts!).Low >= 0;

    private string Sum(Dim dim, bool isWidened = false)
    {
        IReadOnlyList<DimTerm> terms = Terms(dim);
        // A product is widened at its first factor; a sum without a product at its first term, and the rest follows.
        bool widenFirst = IsWide && !isWidened && terms.Count > 1 && !terms.Any(IsProduct);
        string text = Term(terms[0], widenFirst, leading: true);
        foreach (DimTerm term in terms.Skip(1))
            text += (term.Coefficient < 0 ? " - " : " + ") + Term(term, false, leading: false);
        return text;
    }

    /// <summary>
    /// A dim with the numbers of steps that windows make as factors, ⌊a / b⌋ + 1 each, where it has such: for images (N, C, H, W) the
    /// normal form would name both of them four times.
    /// </summary>
    private string Product(Dim dim)
    {
        var factors = new List<Dim>();
        Dim rest = dim;
        foreach (DimAtom quotient in dim.Addends.Count > MostAddends ? [] : DimPresentation.Quotients(dim))
        {
            Dim steps = Dim.Of(quotient) + 1;
            while (rest.Addends.Count > 1 && DimDivision.TryDivideExactly(rest, steps, out Dim left) && !left.HasFault)
            {
                factors.Add(steps);
                rest = left;
            }
        }

        bool isOne = rest.Equals(Dim.One);
        if (factors.Count < (isOne ? 2 : 1)) return Sum(dim);
        IReadOnlyList<DimTerm> terms = Terms(rest);
        string first = terms.Count > 1 ? $"({Sum(rest)})" : (IsWide && !IsProduct(terms[0]) ? $"({_wide})" : "") + Sum(rest);
        if (isOne) first = IsWide ? Number(1, widen: true) : "";
        return string.Join(" * ", new[] { first }.Where(text => text.Length > 0).Concat(factors.Select(factor => $"({Sum(factor, isWidened: true)})")));
    }

    private static bool IsProduct(DimTerm term) => term.Factors.Count > 1 || (term.Factors.Count == 1 && Math.Abs((decimal)term.Coefficient) != 1);

    private string Term(DimTerm term, bool widen, bool leading)
    {
        decimal size = Math.Abs((decimal)term.Coefficient);
        bool alone = term.Factors.Count == 1 && size == 1;
        string sign = leading && term.Coefficient < 0 ? "-" : "";
        widen |= IsWide && IsProduct(term);
        var factors = new List<string>();
        if (size != 1 || term.Factors.Count == 0) factors.Add(Number(size, widen));
        foreach (DimFactor factor in term.Factors)
        {
            bool cast = widen && factors.Count == 0;
            bool bare = factor.Kind == DimFactorKind.Name || (alone && sign.Length == 0 && !cast);
            factors.Add((cast ? $"({_wide})" : "") + (bare ? Factor(factor) : "(" + Factor(factor) + ")"));
        }
        return sign + string.Join(IsCSharp ? " * " : "*", factors);
    }

    private string Number(decimal size, bool widen)
        => (IsCSharp && widen && _wide == Count ? $"({Count})" : "")
            + size.ToString(CultureInfo.InvariantCulture) + (IsCSharp && (widen && _wide != Count || size > int.MaxValue) ? "L" : "");

    private string Factor(DimFactor factor)
    {
        if (factor.Kind == DimFactorKind.Name) return factor.Name!;
        (string left, string right) = (Numerator(factor.Left!), Divisor(factor.Right!));
        bool quotient = factor.Kind == DimFactorKind.Quotient;
        if (!IsCSharp) return quotient ? left + "/" + right : left + " % " + right;
        if (IsNeverNegative(factor.Left!) && IsNeverNegative(factor.Right!)) return left + (quotient ? " / " : " % ") + right;
        if (_wide == Count) return $"({Count}){left}{(quotient ? " / " : " % ")}{right}";

        // C# rounds towards zero. A double holds every int and its quotients closely enough to round them down, a decimal every long.
        if (!quotient) return $"({left} % {right} + {right}) % {right}";
        return IsWide
            ? $"(long)global::System.Math.Floor((decimal){left} / {right})"
            : $"(int)global::System.Math.Floor((double){left} / {right})";
    }

    private string Numerator(Dim dim)
    {
        IReadOnlyList<DimTerm> terms = Terms(dim);
        bool bare = terms.Count == 1 && terms[0].Coefficient >= 0
            && (terms[0].Coefficient != 1 || terms[0].Factors.Count != 1 || terms[0].Factors[0].Kind == DimFactorKind.Name);
        return bare ? Sum(dim) : "(" + Sum(dim) + ")";
    }

    private string Divisor(Dim dim)
        => dim.TryName(out _) || (dim.TryConstant(out long value) && value >= 0) ? Sum(dim) : "(" + Sum(dim) + ")";
}
