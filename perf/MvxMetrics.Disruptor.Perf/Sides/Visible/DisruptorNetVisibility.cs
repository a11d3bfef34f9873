#if DISRUPTOR_NET
using global::Disruptor;
using global::Disruptor.Dsl;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Disruptor-net with the wait strategy of the least latency.</summary>
internal sealed class DisruptorNetVisibility()
    : VisibilitySide("Disruptor-net, BusySpin", "Next, write, Publish, until OnEvent; single producer")
{
    private ValueDisruptor<SaveAttempt>? _disruptor;

    protected override void Publish(long timestamp)
    {
        ValueRingBuffer<SaveAttempt> ring = _disruptor!.RingBuffer;
        long sequence = ring.Next();
        ring[sequence] = new SaveAttempt(0, timestamp);
        ring.Publish(sequence);
    }

    protected override void Begin()
    {
        _disruptor = new ValueDisruptor<SaveAttempt>(
            static () => default, 4096, TaskScheduler.Default, ProducerType.Single, new global::Disruptor.BusySpinWaitStrategy());
        _disruptor.HandleEventsWith(new Handler(OnEvent));
        _disruptor.Start().GetAwaiter().GetResult();
    }

    protected override void End()
    {
        _disruptor!.Shutdown(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
        _disruptor.Dispose();
    }

    private sealed class Handler(Action<long> onEvent) : IValueEventHandler<SaveAttempt>
    {
        public void OnEvent(ref SaveAttempt data, long sequence, bool endOfBatch) => onEvent(data.Nanoseconds);
    }
}
#endif
