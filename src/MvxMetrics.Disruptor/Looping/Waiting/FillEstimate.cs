using System.Diagnostics;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Estimates the fill time of the fullest lane, from the rate at which lanes recently filled. It follows a faster rate at once, and a
/// slower rate by half at a time. So a loop that sleeps in proportion to it sleeps at most twice as long as the last time, and no longer
/// than about the time since it was busy. The loop's thread only.
/// </summary>
internal struct FillEstimate
{
    /// <summary>
    /// A lane that is found as full as this may have been full for a while. How fast it would have filled further is not known.
    /// </summary>
    private const double Overrun = 15.0 / 16;

    private long _observedAt;

    /// <summary>The part of a lane that fills in one tick of <see cref="Stopwatch"/>.</summary>
    private double _rate;

    /// <summary>Starts with lanes that fill at once.</summary>
    public FillEstimate(long now)
    {
        _observedAt = now;
        _rate = 1;
    }

    /// <summary>The fill time. <see cref="TimeSpan.MaxValue"/> when it is more than a day.</summary>
    public readonly TimeSpan FillTime
    {
        get
        {
            double seconds = 1 / (_rate * Stopwatch.Frequency);
            return seconds < 86_400 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        }
    }

    /// <summary>A pass found the fullest lane this full, at most 1. A full lane is expected to fill at once.</summary>
    public void Observe(double fullness, long now)
    {
        double rate = fullness < Overrun ? fullness / Math.Max(1, now - _observedAt) : 1;
        _observedAt = now;
        _rate = Math.Max(rate, _rate / 2);
    }
}
