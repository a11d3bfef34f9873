using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>A bounded blocking collection.</summary>
internal sealed class BlockingCollectionHandoff : HandoffSide
{
    private readonly BlockingCollection<SaveAttempt> _collection = new(4096);
    private readonly Thread _consumer;
    private long _count;
    private long _sum;

    public BlockingCollectionHandoff(int producers, int events)
        : base(Peer.BlockingCollection, "Add, 4096 events", producers, events)
    {
        _consumer = new Thread(Consume) { IsBackground = true };
        _consumer.Start();
    }

    protected override long AppliedCount => Volatile.Read(ref _count);

    protected override long AppliedSum => Volatile.Read(ref _sum);

    protected override void Publish(int producer, int count)
    {
        for (int i = 0; i < count; i++) _collection.Add(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
    }

    public override void Dispose()
    {
        base.Dispose();
        _collection.CompleteAdding();
        _consumer.Join();
        _collection.Dispose();
    }

    private void Consume()
    {
        foreach (SaveAttempt attempt in _collection.GetConsumingEnumerable())
        {
            _sum += attempt.Nanoseconds;
            Volatile.Write(ref _count, _count + 1);
        }
    }
}
