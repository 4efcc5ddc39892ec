namespace VerifyTests;

/// <summary>The part of Verify's settings that this project's tests use, with Verify's meaning.</summary>
public sealed class VerifySettings
{
    internal string? Directory { get; private set; }

    internal object?[]? Parameters { get; private set; }

    /// <summary>Where the snapshots lie, relative to the test's source file.</summary>
    public void UseDirectory(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Directory = directory;
    }

    /// <summary>The values of the test method's parameters, where they are not those of the running theory.</summary>
    public void UseParameters(params object?[] parameters)
    {
        if (parameters is not { Length: > 0 }) throw new ArgumentException("There are no parameters to use.", nameof(parameters));
        Parameters = parameters;
    }
}
