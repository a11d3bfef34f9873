using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>
/// The meters that a provider got. For the SDK, meters of the same name and the same <c>mvx.runtime</c> are one meter: of two such runtimes
/// it would export the values of the one that was read last. Any thread.
/// </summary>
internal sealed class MetersOfProvider
{
    private readonly ConcurrentDictionary<(string Meter, string Namespace), bool> _taken = new();

    /// <summary>Remembers a meter.</summary>
    /// <exception cref="InvalidOperationException">The provider already has one of this name and namespace.</exception>
    public void Add(string meter, string runtimeNamespace)
    {
        if (_taken.TryAdd((meter, runtimeNamespace), true)) return;
        throw new InvalidOperationException(
            $"AddMvxMetrics was called twice for meters called '{meter}' of runtimes called '{runtimeNamespace}', "
            + "so that their series would be the same. "
            + "Add a runtime once; give runtimes a Namespace of their own in their MetricsRuntimeOptions.");
    }
}
