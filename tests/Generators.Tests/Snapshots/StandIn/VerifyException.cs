namespace VerifyTests;

/// <summary>A verification failed; the message says what differs and what to do about it.</summary>
public sealed class VerifyException(string message) : Exception(message);
