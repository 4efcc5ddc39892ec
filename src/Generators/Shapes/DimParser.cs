using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generators.Shapes;

/// <summary>
/// Reads a dim: <c>sum = product {("+" | "-") product}</c>, <c>product = factor {("*" | "/" | "%") factor}</c>,
/// <c>factor = name | number | "-" factor | "(" sum ")"</c>. The first mistake ends it.
/// </summary>
internal sealed class DimParser
{
    // A stack overflow cannot be caught: it would take the user's editor down. Every dim that can be printed needs fewer.
    private const int DeepestBrackets = 200;

    private readonly string _text;
    private string _previous = "";
    private int _depth;

    public DimParser(string text)
    {
        _text = text;
        SkipBlanks();
    }

    public DimError? Error { get; private set; }

    /// <summary>Where the reader stands: at the next character that is no blank, or at the end.</summary>
    public int Position { get; private set; }

    public bool AtEnd => Position == _text.Length;

    private char Next => AtEnd ? '\0' : _text[Position];

    /// <summary>The dim that the whole text is, or null and an <see cref="Error"/>.</summary>
    public Dim? WholeText()
    {
        if (AtEnd) return Fail(0, 0, "a dim is missing: write a name such as N, a number or a formula such as H*D");
        Dim? dim = Sum();
        if (dim is null || AtEnd) return dim;
        return FailAtNext();
    }

    public Dim? Sum()
    {
        Dim? sum = Product();
        while (sum is not null && Next is '+' or '-')
        {
            int at = Position;
            bool plus = Next == '+';
            Take(1);
            Dim? right = Product();
            sum = right is null ? null : Check(plus ? sum! + right : sum! - right, at);
        }
        return sum;
    }

    /// <summary>Steps over <paramref name="token"/> where it comes next.</summary>
    public bool TryTake(string token)
    {
        if (string.CompareOrdinal(_text, Position, token, 0, token.Length) != 0) return false;
        Take(token.Length);
        return true;
    }

    public Dim? Fail(int position, int length, string message)
    {
        Error ??= new DimError(position, length, message);
        return null;
    }

    /// <summary>The error for a character that no dim goes on with.</summary>
    public Dim? FailAtNext()
    {
        int end = Position;
        while (end < _text.Length && SyntaxFacts.IsIdentifierPartCharacter(_text[end])) end++;
        string word = _text.Substring(Position, Math.Max(1, end - Position));
        if (Next == ')') return Fail(Position, 1, "this ')' closes nothing: take it away or open a '(' before it");
        if (Next is '.' or ',') return Fail(Position, 1, $"'{Next}' does not belong in a dim: a dim is a whole number, and each dim is a string of its own");
        if (word.Length > 1 || SyntaxFacts.IsIdentifierPartCharacter(word[0]) || Next == '(')
            return Fail(Position, word.Length, $"expected an operator before '{word}': write {_previous}*{word}" + (Next == '(' ? "…" : ""));
        return Fail(Position, 1, $"'{Next}' does not belong in a dim: write names, whole numbers, + - * / % and brackets");
    }

    private Dim? Product()
    {
        Dim? product = Factor();
        while (product is not null && Next is '*' or '/' or '%')
        {
            int at = Position;
            char sign = Next;
            Take(1);
            Dim? right = Factor();
            product = right is null ? null : Check(sign switch
            {
                '*' => product! * right,
                '/' => Dim.FloorDivide(product!, right),
                _ => Dim.Modulo(product!, right),
            }, at);
        }
        return product;
    }

    private Dim? Factor()
    {
        if (_depth > DeepestBrackets) return Fail(Position, 1, "brackets and signs are nested too deep: write the formula out");
        int at = Position;
        if (Next is >= '0' and <= '9') return Number();
        if (SyntaxFacts.IsIdentifierStartCharacter(Next)) return Name();
        if (Next is not ('-' or '('))
        {
            if (!AtEnd && "+-*/%)".IndexOf(Next) < 0) return FailAtNext();
            return Fail(at, AtEnd ? 0 : 1, "expected a name or number" + (_previous.Length == 0 ? "" : $" after '{_previous}'"));
        }
        bool minus = Next == '-';
        Take(1);
        _depth++;
        Dim? inner = minus ? Factor() : Sum();
        _depth--;
        if (inner is null) return null;
        if (minus) return Check(-inner, at);
        if (Next == ')')
        {
            Take(1);
            return inner;
        }
        return AtEnd ? Fail(at, 1, "this '(' is never closed: add a ')'") : FailAtNext();
    }

    private Dim? Number()
    {
        int start = Position;
        int end = start;
        while (end < _text.Length && _text[end] is >= '0' and <= '9') end++;
        string digits = _text.Substring(start, end - start);
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            return Fail(start, digits.Length, $"{digits} is too large for a dim");
        Take(digits.Length);
        return value;
    }

    private Dim? Name()
    {
        int start = Position;
        int end = start;
        while (end < _text.Length && SyntaxFacts.IsIdentifierPartCharacter(_text[end])) end++;
        string name = _text.Substring(start, end - start);
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
            return Fail(start, name.Length, $"'{name}' is a keyword of C# and cannot name a dim: choose another name");
        Take(name.Length);
        return Dim.Name(name);
    }

    /// <summary>A value that cannot be held is a mistake at the operator that made it.</summary>
    private Dim? Check(Dim dim, int at) => dim.HasFault ? Fail(at, 1, $"this dim has no value: {dim.Fault}") : dim;

    private void Take(int length)
    {
        _previous = _text.Substring(Position, length);
        Position += length;
        SkipBlanks();
    }

    private void SkipBlanks()
    {
        while (!AtEnd && char.IsWhiteSpace(_text[Position])) Position++;
    }
}
