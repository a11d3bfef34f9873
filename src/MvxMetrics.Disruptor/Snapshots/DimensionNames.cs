using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor;

/// <summary>The scopes of names by their keys, each made once. Keys come from fixed sets, so there are not many. Any thread.</summary>
internal static class DimensionNames
{
    private static readonly ConcurrentDictionary<string, NameScope> s_scopes = new();

    /// <summary>The scope of a key.</summary>
    public static NameScope ScopeOf(string key) =>
        s_scopes.TryGetValue(key, out NameScope? scope) ? scope : s_scopes.GetOrAdd(key, static k => new NameScope(k));
}
