using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>Names of the form <c>key.name</c>, made once each. Keys are of fixed sets, so there are not many. Any thread.</summary>
internal static class DimensionNames
{
    private static readonly ConcurrentDictionary<(string Key, string Name), string> s_names = new();

    public static string Join(string key, string name) =>
        s_names.TryGetValue((key, name), out string? joined) ? joined : s_names.GetOrAdd((key, name), static parts => $"{parts.Key}.{parts.Name}");
}
