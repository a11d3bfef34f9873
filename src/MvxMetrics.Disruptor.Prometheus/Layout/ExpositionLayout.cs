namespace MvxMetrics.Disruptor;

/// <summary>
/// Everything of an exposition except the values, ready made: which slot of a scrape has which value, and the text around the values. It is
/// made again when recorders, metrics or dimensions appear, or when recorders disappear. Immutable; any number of scrapes at the same time.
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

    /// <summary>The number of values for which a scrape has room.</summary>
    public int Slots => slots;

    /// <summary>Whether the runtimes still have the recorders from which it was made.</summary>
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
