namespace MvxMetrics.Disruptor;

/// <summary>The two text formats that Prometheus reads.</summary>
public enum ExpositionFormat
{
    /// <summary>Prometheus text exposition 0.0.4. Every scraper understands it.</summary>
    Text,

    /// <summary>OpenMetrics 1.0: with units, <c>_created</c> and an end mark.</summary>
    OpenMetrics,
}
