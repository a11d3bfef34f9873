namespace MvxMetrics.Disruptor;

/// <summary>
/// Numbers the event types of the process, in the order of their first use, and finds the generic code for a number. It uses no reflection:
/// code that knew its type made each entry.
/// </summary>
internal static class EventTypes
{
    /// <summary>Bits of an event type's number in a record's tag.</summary>
    public const int Bits = 16;

    private static readonly Lock s_lock = new();

    /// <summary>
    /// Copied on write under the lock, stored with release. Read with acquire on any thread. The registration that makes a number comes
    /// before the number goes to the loop, so the loop always finds it here.
    /// </summary>
    private static EventTypeInfo[] s_types = [];

    /// <summary>The type with a number. Any thread.</summary>
    public static EventTypeInfo Get(int id) => Volatile.Read(ref s_types)[id];

    /// <summary>Gives a type its number. Any thread. Once for each type.</summary>
    public static int Register(EventTypeInfo type)
    {
        lock (s_lock)
        {
            int id = s_types.Length;
            if (id >= 1 << Bits)
            {
                throw new MetricsException(
                    $"This process already uses {id} event types, and a record's header has room for no more. Merge event types.");
            }

            Volatile.Write(ref s_types, [.. s_types, type]);
            return id;
        }
    }
}
