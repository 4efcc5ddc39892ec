using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace NNGen.Generators.Tests;

/// <summary>An assembly that a test compiled, loaded beside the test. It shares NNGen's runtime with the test.</summary>
public sealed class LoadedAssembly : IDisposable
{
    private readonly Context _context;

    internal LoadedAssembly(AssemblyImage image)
    {
        _context = new Context(image);
        Assembly = _context.LoadFromAssemblyName(new AssemblyName(image.Name));
    }

    public Assembly Assembly { get; }

    /// <summary>The type with this full name, or with this simple name if only one has it.</summary>
    public Type Type(string name)
    {
        Type[] types = [.. Assembly.GetTypes().Where(type => type.FullName == name)];
        if (types.Length == 0) types = [.. Assembly.GetTypes().Where(type => type.Name == name)];
        return types is [Type only]
            ? only
            : throw new ArgumentException(
                $"{types.Length} types are called {name}. There are: {string.Join(", ", Assembly.GetTypes().Select(type => type.FullName))}",
                nameof(name));
    }

    /// <summary>Calls a static method and lets its exceptions through as they are.</summary>
    /// <remarks>Spans cannot pass through reflection: let the tested source hold a static method over arrays.</remarks>
    public object? Invoke(string type, string method, params object?[] arguments) =>
        Type(type).InvokeMember(
            method,
            BindingFlags.InvokeMethod | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions,
            binder: null,
            target: null,
            arguments,
            System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Invoke(string, string, object[])"/>
    public T Invoke<T>(string type, string method, params object?[] arguments) =>
        Assert.IsType<T>(Invoke(type, method, arguments), exactMatch: false);

    public void Dispose() => _context.Unload();

    private sealed class Context(AssemblyImage image) : AssemblyLoadContext(image.Name, isCollectible: true)
    {
        // What is not among the images, the runtime first of all, is the test's own: null asks the default context.
        protected override Assembly? Load(AssemblyName name) =>
            image.Closure.FirstOrDefault(one => one.Name == name.Name) is { } found
                ? LoadFromStream(new MemoryStream(ImmutableCollectionsMarshal.AsArray(found.Bytes)!))
                : null;
    }
}
