using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Estimates how long the fullest lane would take to fill, at the rate at which lanes have filled of late. Believes a faster
/// rate at once and a slower one by halves, so that a loop that sleeps in proportion sleeps at most twice as long as the
/// last time, and no longer than about the time since it was busy. The loop's thread only.
/// </summary>
internal struct FillEstimate
{
    /// <summary>A lane as full as this may have been full for a while: how fast it would have gone on filling is not known.</summary>
    private const double Overrun = 15.0 / 16;

    private long _observedAt;

    /// <summary>Parts of a lane that come in a tick of <see cref="Stopwatch"/>.</summary>
    private double _rate;

    /// <summary>Starts with lanes that fill in no time.</summary>
    public FillEstimate(long now)
    {
        _observedAt = now;
        _rate = 1;
    }

    /// <summary>The time a lane takes to fill; <see cref="TimeSpan.MaxValue"/> when that is beyond a day.</summary>
    public readonly TimeSpan FillTime
    {
        get
        {
            double seconds = 1 / (_rate * Stopwatch.Frequency);
            return seconds < 86_400 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        }
    }

    /// <summary>A pass found the fullest lane so full, at most 1. A full one is expected to fill at once.</summary>
    public void Observe(double fullness, long now)
    {
        double rate = fullness < Overrun ? fullness / Math.Max(1, now - _observedAt) : 1;
        _observedAt = now;
        _rate = Math.Max(rate, _rate / 2);
    }
}
