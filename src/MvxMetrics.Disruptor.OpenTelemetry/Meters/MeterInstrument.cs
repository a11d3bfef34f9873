namespace MvxMetrics.Disruptor;

/// <summary>One instrument of the meter, for any number of recorders.</summary>
internal sealed class MeterInstrument(int number, InstrumentIdentity identity, string name, bool isAmbiguous, string? description)
{
    private int _isPublished;

    /// <summary>Its number among the instruments of the meter.</summary>
    public int Number => number;

    public InstrumentIdentity Identity => identity;

    /// <summary>Its name in the meter.</summary>
    public string Name => name;

    /// <summary>Whether the name does not identify the metric and the dimension for certain. Then its measurements must say so.</summary>
    public bool IsAmbiguous => isAmbiguous;

    public string? Description => description;

    /// <summary>Whether a thread publishes it, or has done so.</summary>
    public bool IsPublished => Volatile.Read(ref _isPublished) != 0;

    /// <summary>True once. The caller that gets it publishes the instrument.</summary>
    public bool TryPublish() => Interlocked.Exchange(ref _isPublished, 1) == 0;
}
