namespace MvxMetrics.Disruptor;

/// <summary>
/// Numbers the event types of the process, in the order of their first use, and finds the generic code for a number
/// again. No reflection: every entry was made by code that knew its type.
/// </summary>
internal static class EventTypes
{
    /// <summary>Bits of an event type's number in a record's tag.</summary>
    public const int Bits = 16;

    private static readonly Lock s_lock = new();

    /// <summary>
    /// Copied on write under the lock and release-stored; read with acquire on any thread. A number travels to the
    /// loop behind the registration that made it, so the loop always finds it here.
    /// </summary>
    private static EventTypeInfo[] s_types = [];

    /// <summary>The type with a number. Any thread.</summary>
    public static EventTypeInfo Get(int id) => Volatile.Read(ref s_types)[id];

    /// <summary>Gives a type its number. Any thread; once a type.</summary>
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
