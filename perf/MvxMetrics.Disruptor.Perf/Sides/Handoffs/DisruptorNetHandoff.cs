#if DISRUPTOR_NET
using global::Disruptor;
using global::Disruptor.Dsl;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>Disruptor-net's ring of values, started for a round and stopped after it, since its consumer never sleeps.</summary>
internal sealed class DisruptorNetHandoff : HandoffSide
{
    private readonly ProducerType _producerType;
    private readonly Adder _adder = new();
    private ValueDisruptor<SaveAttempt>? _disruptor;

    public DisruptorNetHandoff(string name, bool isMultiProducer, int producers, int events)
        : base(name, "Next, write, Publish; YieldingWaitStrategy; 4096 events", producers, events) =>
        _producerType = isMultiProducer ? ProducerType.Multi : ProducerType.Single;

    protected override long AppliedCount => Volatile.Read(ref _adder.Count);

    protected override long AppliedSum => Volatile.Read(ref _adder.Sum);

    protected override void Publish(int producer, int count)
    {
        ValueRingBuffer<SaveAttempt> ring = _disruptor!.RingBuffer;
        for (int i = 0; i < count; i++)
        {
            long sequence = ring.Next();
            ring[sequence] = new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i));
            ring.Publish(sequence);
        }
    }

    protected override void Begin()
    {
        _disruptor = new ValueDisruptor<SaveAttempt>(
            static () => default, 4096, TaskScheduler.Default, _producerType, new global::Disruptor.YieldingWaitStrategy());
        _disruptor.HandleEventsWith(_adder);
        _disruptor.Start().GetAwaiter().GetResult();
    }

    protected override void End()
    {
        _disruptor!.Shutdown(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
        _disruptor.Dispose();
    }

    private sealed class Adder : IValueEventHandler<SaveAttempt>
    {
        public long Count;
        public long Sum;

        public void OnEvent(ref SaveAttempt data, long sequence, bool endOfBatch)
        {
            Sum += data.Nanoseconds;
            Volatile.Write(ref Count, Count + 1);
        }
    }
}
#endif
