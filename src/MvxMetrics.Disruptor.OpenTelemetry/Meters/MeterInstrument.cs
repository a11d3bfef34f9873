namespace MvxMetrics.Disruptor;

/// <summary>One instrument of the meter, of however many recorders.</summary>
internal sealed class MeterInstrument(InstrumentIdentity identity, string name, bool isAmbiguous, string? description)
{
    private int _isPublished;

    public InstrumentIdentity Identity => identity;

    /// <summary>Its name in the meter.</summary>
    public string Name => name;

    /// <summary>The name does not say for certain which metric and dimension it is: its measurements must.</summary>
    public bool IsAmbiguous => isAmbiguous;

    public string? Description => description;

    /// <summary>True once: whoever gets it publishes the instrument.</summary>
    public bool TryPublish() => Volatile.Read(ref _isPublished) == 0 && Interlocked.Exchange(ref _isPublished, 1) == 0;
}
