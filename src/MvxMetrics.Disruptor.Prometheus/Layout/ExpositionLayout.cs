namespace MvxMetrics.Disruptor;

/// <summary>
/// Everything of an exposition but the values, ready made: which slot of a scrape has which value, and the text around them. Made anew when
/// recorders, metrics or dimensions appear, or recorders vanish. Immutable; any number of scrapes at once.
/// </summary>
internal sealed class ExpositionLayout(RuntimePlan[] runtimes, Family[] families, Sample[] samples, byte[] text, int slots)
{
    /// <summary>Where the values come from.</summary>
    public RuntimePlan[] Runtimes => runtimes;

    /// <summary>The families in the order in which they are written.</summary>
    public Family[] Families => families;

    /// <summary>The samples of all families, one family after the other.</summary>
    public Sample[] Samples => samples;

    /// <summary>All text, UTF-8.</summary>
    public byte[] Text => text;

    /// <summary>Values that a scrape has room for.</summary>
    public int Slots => slots;

    /// <summary>Whether the runtimes have the recorders that it was made of.</summary>
    public bool IsCurrent
    {
        get
        {
            foreach (RuntimePlan runtime in runtimes)
                if (!runtime.IsCurrent) return false;
            return true;
        }
    }
}
