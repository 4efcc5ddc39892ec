using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using VerifyTests;
using Xunit.v3;

namespace NNGen.Generators.Tests.Snapshots.StandIn;

/// <summary>Where a test's snapshots lie, and how their names begin: <c>{Type}.{Method}_{name}={value}</c>.</summary>
internal sealed record SnapshotPrefix(string Directory, string Name)
{
    // As on Windows, whatever the system: a snapshot's name has to be good everywhere.
    private const string Invalid = "\"\\<>|:*?/";

    private static readonly ConcurrentDictionary<SnapshotPrefix, bool> Claimed = new();

    /// <summary>The prefix of the test that is running.</summary>
    public static SnapshotPrefix OfRunningTest(VerifySettings settings, string sourceFile)
    {
        if (!File.Exists(sourceFile))
        {
            throw new InvalidOperationException(
                $"The test's source file {sourceFile} is not there: snapshots lie beside it, so the tests run where they were built, without DeterministicSourcePaths.");
        }

        ITestContext context = TestContext.Current;
        if (context.TestMethod is not IXunitTestMethod testMethod) throw new InvalidOperationException("Verify was called outside a test.");
        MethodInfo method = testMethod.Method;
        object?[] values = settings.Parameters ?? (context.Test as IXunitTest)?.TestMethodArguments ?? [];
        return new SnapshotPrefix(
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, settings.Directory ?? "")),
            $"{TypeName(method.ReflectedType!)}.{method.Name}{Parameters(method, values)}");
    }

    /// <summary>Reserves the prefix for one verification: a second one would overwrite the snapshots of the first.</summary>
    public void Claim()
    {
        if (Claimed.TryAdd(this, true)) return;
        throw new VerifyException(
            $"The prefix {Name} has been used before in this run: one test verifies once, and theories need parameters that tell their cases apart.");
    }

    internal static string TypeName(Type type) => type.IsNested ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name;

    internal static string Parameters(MethodInfo method, object?[] values)
    {
        ParameterInfo[] parameters = method.GetParameters();
        if (values.Length > parameters.Length)
        {
            throw new ArgumentException($"{method.Name} has {parameters.Length} parameters and got {values.Length} values.", nameof(values));
        }

        return string.Concat(values.Zip(parameters, (value, parameter) => $"_{parameter.Name}={Text(value)}"));
    }

    private static string Text(object? value, bool isElement = false) => value switch
    {
        null => "null",
        string text => Clean(text),
        // Verify has formats of its own for these; no test has needed them.
        DateTime or DateTimeOffset or DateOnly or TimeOnly or IDictionary =>
            throw new NotSupportedException($"A parameter of type {value.GetType().Name} has no file name yet."),
        IEnumerable items => List([.. items.Cast<object?>().Select(item => Text(item, isElement: true))], isElement),
        IFormattable number => Clean(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => Clean(value.ToString()!),
    };

    private static string List(string[] items, bool isElement)
    {
        string joined = string.Join(',', items);
        return isElement || items.Length == 0 ? $"[{joined}]" : joined;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text);
        for (int at = 0; at < clean.Length; at++)
        {
            if (clean[at] < ' ' || Invalid.Contains(clean[at])) clean[at] = '-';
        }

        return clean.ToString();
    }
}
