namespace VerifyTests;

/// <summary>The switch with which Verify learns of the compiler's types.</summary>
public static class VerifySourceGenerators
{
    public static bool Initialized { get; private set; }

    /// <exception cref="InvalidOperationException">It has been called before, which Verify does not allow.</exception>
    public static void Initialize()
    {
        if (Initialized) throw new InvalidOperationException("Already Initialized");
        Initialized = true;
    }
}
