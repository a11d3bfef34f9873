using System.Collections.Concurrent;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>A concurrent queue that a thread polls, as hand-written pipelines do; bounded by a count that producers look at.</summary>
internal sealed class QueueHandoff : HandoffSide
{
    private readonly ConcurrentQueue<SaveAttempt> _queue = new();
    private volatile bool _isRunning;
    private Thread? _consumer;
    private long _count;
    private long _sum;

    public QueueHandoff(int producers, int events)
        : base("ConcurrentQueue, polled", "Enqueue, and every 256 events a look at the queue's length, at most 65,536", producers, events)
    {
    }

    protected override long AppliedCount => Volatile.Read(ref _count);

    protected override long AppliedSum => Volatile.Read(ref _sum);

    protected override void Publish(int producer, int count)
    {
        SpinWait spin = default;
        for (int i = 0; i < count; i++)
        {
            if (i % 256 == 0)
                while (_queue.Count > 65_536) spin.SpinOnce(sleep1Threshold: -1);
            _queue.Enqueue(new SaveAttempt(Attempts.OutcomeOf(i), Attempts.DurationOf(i)));
        }
    }

    protected override void Begin()
    {
        _isRunning = true;
        _consumer = new Thread(Consume) { IsBackground = true };
        _consumer.Start();
    }

    protected override void End()
    {
        _isRunning = false;
        _consumer!.Join();
    }

    private void Consume()
    {
        SpinWait spin = default;
        while (_isRunning)
        {
            if (!_queue.TryDequeue(out SaveAttempt attempt))
            {
                spin.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            _sum += attempt.Nanoseconds;
            Volatile.Write(ref _count, _count + 1);
        }
    }
}
