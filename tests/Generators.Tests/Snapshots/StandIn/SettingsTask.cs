using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>A verification that still takes settings, and runs when it is awaited or becomes a task.</summary>
public sealed class SettingsTask
{
    private readonly VerifySettings _settings;
    private readonly Func<VerifySettings, Task> _verify;
    private Task? _task;

    internal SettingsTask(VerifySettings? settings, Func<VerifySettings, Task> verify)
    {
        _settings = settings ?? new VerifySettings();
        _verify = verify;
    }

    public static implicit operator Task(SettingsTask settingsTask) => settingsTask.ToTask();

    /// <inheritdoc cref="VerifySettings.UseDirectory"/>
    public SettingsTask UseDirectory(string directory)
    {
        _settings.UseDirectory(directory);
        return this;
    }

    /// <inheritdoc cref="VerifySettings.UseParameters"/>
    public SettingsTask UseParameters(params object?[] parameters)
    {
        _settings.UseParameters(parameters);
        return this;
    }

    public Task ToTask() => _task ??= _verify(_settings);

    public ConfiguredTaskAwaitable ConfigureAwait(bool continueOnCapturedContext) => ToTask().ConfigureAwait(continueOnCapturedContext);

    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();
}
