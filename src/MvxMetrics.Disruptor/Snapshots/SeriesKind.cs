namespace MvxMetrics.Disruptor;

/// <summary>How the values of one dimension move, which is what exporters and dashboards must know.</summary>
public enum SeriesKind
{
    /// <summary>A value at an instant: goes up and down, and adds up to nothing.</summary>
    Gauge,

    /// <summary>A sum that only grows: its differences mean something.</summary>
    Counter,

    /// <summary>A sum that goes up and down: what comes from several sources adds up.</summary>
    UpDownCounter,
}
