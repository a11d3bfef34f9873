namespace MvxMetrics.Disruptor.Tests;

/// <summary>Variables of the environment as long as it is not disposed.</summary>
internal sealed class ChangedEnvironment : IDisposable
{
    private readonly Dictionary<string, string?> _before;

    public ChangedEnvironment(Dictionary<string, string?> variables)
    {
        _before = variables.Keys.ToDictionary(static k => k, Environment.GetEnvironmentVariable);
        foreach ((string name, string? value) in variables) Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in _before) Environment.SetEnvironmentVariable(name, value);
    }
}
