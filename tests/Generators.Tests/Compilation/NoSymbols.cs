using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NNGen.Generators.Tests;

/// <summary>
/// Proves that a model holds nothing of the compilation that it was read from. What the pipeline keeps between two
/// keystrokes would otherwise keep a whole compilation alive, and compare by reference, so that nothing is ever cached.
/// </summary>
public static class NoSymbols
{
    private static readonly Type[] Forbidden =
    [
        typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location), typeof(SemanticModel),
        typeof(Compilation), typeof(IOperation), typeof(AttributeData), typeof(Diagnostic),
    ];

    /// <summary>Walks every field of everything reachable from <paramref name="root"/>, collections and closures included.</summary>
    public static void AssertNoneIn(object root)
    {
        if (Find(root) is { } path) Assert.Fail($"The model holds a part of the compilation:\n  {path}");
    }

    /// <summary>The way to the nearest object of the compilation, or null.</summary>
    public static string? Find(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<(object Value, string Path)>();
        queue.Enqueue((root, Name(root.GetType())));
        while (queue.TryDequeue(out var next))
        {
            Type type = next.Value.GetType();
            if (Forbidden.FirstOrDefault(one => one.IsAssignableFrom(type)) is { } found) return $"{next.Path} is a {Name(found)}";
            // Types and methods lead into the runtime itself, and never into a compilation.
            if (next.Value is string or MemberInfo or Assembly or Module || type.IsPrimitive || type.IsEnum) continue;
            if (!type.IsValueType && !seen.Add(next.Value)) continue;
            foreach (var (value, step) in Parts(next.Value, type)) queue.Enqueue((value, next.Path + step));
        }

        return null;
    }

    private static IEnumerable<(object Value, string Step)> Parts(object whole, Type type)
    {
        if (whole is Array array)
        {
            if (type.GetElementType()!.IsPrimitive) yield break;
            int index = 0;
            foreach (object? element in array)
            {
                if (element is not null) yield return (element, $"[{index}]");
                index++;
            }

            yield break;
        }

        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.FieldType.IsPointer || field.FieldType.IsFunctionPointer) continue;
                if (field.GetValue(whole) is { } value) yield return (value, "." + PropertyOf(field.Name));
            }
        }
    }

    /// <summary>The property behind <c>&lt;Nodes&gt;k__BackingField</c>; another field's own name.</summary>
    private static string PropertyOf(string field) => field[0] == '<' && field.IndexOf('>') is > 1 and var end ? field[1..end] : field;

    private static string Name(Type type) => type.Name.Split('`')[0];
}
