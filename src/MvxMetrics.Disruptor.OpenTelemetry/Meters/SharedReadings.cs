using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Lets the instruments of one collection share one reading. Listeners do not say when a collection begins, but each collects on one
/// thread, one instrument after the other. So a reading belongs to its thread, until an instrument asks for a second time or a second has
/// passed. Any thread.
/// </summary>
internal sealed class SharedReadings(Func<MeterReading> read)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, (MeterReading Reading, long ReadAt)> _byThread = [];

    /// <summary>The reading of this collection. If this thread has no reading that is new to the instrument, it makes one.</summary>
    public MeterReading For(MeterInstrument instrument)
    {
        int thread = Environment.CurrentManagedThreadId;
        (MeterReading Reading, long ReadAt) known;
        lock (_lock) _byThread.TryGetValue(thread, out known);
        if (known.Reading is not null && IsAlive(known.ReadAt) && known.Reading.TryServe(instrument)) return known.Reading;

        MeterReading reading = read(); // not under the lock, because it may take its time
        reading.TryServe(instrument);
        lock (_lock)
        {
            foreach ((int other, (_, long readAt)) in _byThread)
                if (!IsAlive(readAt)) _byThread.Remove(other); // a removal does not disturb the enumeration
            _byThread[thread] = (reading, Stopwatch.GetTimestamp());
        }

        return reading;
    }

    private static bool IsAlive(long readAt) => Stopwatch.GetElapsedTime(readAt) < s_lifetime;
}
