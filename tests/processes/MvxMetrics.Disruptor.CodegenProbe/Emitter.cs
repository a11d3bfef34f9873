namespace MvxMetrics.Disruptor.CodegenProbe;

/// <summary>Emits behind a virtual generic method.</summary>
internal abstract class Emitter
{
    public abstract bool Emit<TEvent>(MetricsRecorder recorder, in TEvent metricEvent)
        where TEvent : unmanaged, IMetricEvent;
}
