namespace MvxMetrics.Disruptor.CodegenProbe;

/// <summary>The one emitter.</summary>
internal sealed class DirectEmitter : Emitter
{
    public override bool Emit<TEvent>(MetricsRecorder recorder, in TEvent metricEvent) => recorder.TryRegisterEvent(in metricEvent);
}
