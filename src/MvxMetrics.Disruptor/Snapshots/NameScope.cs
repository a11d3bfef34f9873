namespace MvxMetrics.Disruptor;

/// <summary>
/// The names <c>key.name</c> of one key, each made once. Names are constants of the code that writes dimensions, so the same object comes
/// again and again, and a few comparisons of references find it. Any thread.
/// </summary>
internal sealed class NameScope(string key)
{
    /// <summary>
    /// Replaced when it grows. Published with release and read with acquire, so a reader that sees an array sees all of it.
    /// </summary>
    private (string Name, string Joined)[] _known = [];

    /// <summary>The key.</summary>
    public string Key => key;

    /// <summary>The name within this key.</summary>
    public string Join(string name)
    {
        foreach ((string known, string joined) in Volatile.Read(ref _known))
            if (ReferenceEquals(known, name)) return joined;
        return JoinSlow(name);
    }

    // Once for each name; or each time, if the name is another object each time.
    private string JoinSlow(string name)
    {
        while (true)
        {
            (string Name, string Joined)[] known = Volatile.Read(ref _known);
            foreach ((string other, string joined) in known)
                if (other == name) return joined;

            string added = $"{key}.{name}";
            if (ReferenceEquals(Interlocked.CompareExchange(ref _known, [.. known, (name, added)], known), known)) return added;
        }
    }
}
