namespace MvxMetrics.Disruptor;

/// <summary>One option as the configuration knows it.</summary>
/// <param name="Key">Its key below the section; levels are separated by colons.</param>
/// <param name="Allowed">What is allowed, for messages.</param>
/// <param name="TrySet">Sets it from text. False: the text cannot be read. The options themselves check the ranges later.</param>
/// <param name="Get">Its value.</param>
internal sealed record RuntimeSetting(
    string Key, string Allowed, Func<MetricsRuntimeOptions, string, bool> TrySet, Func<MetricsRuntimeOptions, object?> Get)
{
    /// <summary>The property's name: the last level of the key.</summary>
    public string Name => Key[(Key.LastIndexOf(':') + 1)..];
}
