namespace MvxMetrics.Disruptor;

/// <summary>One instrument of the meter, of however many recorders.</summary>
internal sealed class MeterInstrument(int number, InstrumentIdentity identity, string name, bool isAmbiguous, string? description)
{
    private int _isPublished;

    /// <summary>Its number among the instruments of the meter.</summary>
    public int Number => number;

    public InstrumentIdentity Identity => identity;

    /// <summary>Its name in the meter.</summary>
    public string Name => name;

    /// <summary>The name does not say for certain which metric and dimension it is: its measurements must.</summary>
    public bool IsAmbiguous => isAmbiguous;

    public string? Description => description;

    /// <summary>Somebody publishes it, or has done so.</summary>
    public bool IsPublished => Volatile.Read(ref _isPublished) != 0;

    /// <summary>True once: whoever gets it publishes the instrument.</summary>
    public bool TryPublish() => Interlocked.Exchange(ref _isPublished, 1) == 0;
}
