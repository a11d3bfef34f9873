namespace MvxMetrics.Disruptor;

/// <summary>How the values of one dimension move. Exporters and dashboards must know it.</summary>
public enum SeriesKind
{
    /// <summary>A value at one moment. It goes up and down, and its sum means nothing.</summary>
    Gauge,

    /// <summary>A sum that only grows. Its differences mean something.</summary>
    Counter,

    /// <summary>A sum that goes up and down. The values of several sources can be added.</summary>
    UpDownCounter,
}
