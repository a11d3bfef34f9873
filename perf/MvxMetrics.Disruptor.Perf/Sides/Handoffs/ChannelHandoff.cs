using System.Threading.Channels;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>A bounded channel with one reader.</summary>
internal sealed class ChannelHandoff : HandoffSide
{
    private readonly Channel<SaveAttempt> _channel = Channel.CreateBounded<SaveAttempt>(
        new BoundedChannelOptions(4096) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _count;
    private long _sum;

    public ChannelHandoff(int producers, int events)
        : base(Peer.Channel, "TryWrite, else WriteAsync; 4096 events", producers, events)
    {
        _ = Task.Factory.StartNew(ConsumeAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    protected override long AppliedCount => Volatile.Read(ref _count);

    protected override long AppliedSum => Volatile.Read(ref _sum);

    protected override void Publish(int producer, int count)
    {
        ChannelWriter<SaveAttempt> writer = _channel.Writer;
        for (int i = 0; i < count; i++)
        {
            SaveAttempt attempt = new(Attempts.OutcomeOf(i), Attempts.DurationOf(i));
            if (!writer.TryWrite(attempt)) writer.WriteAsync(attempt).AsTask().GetAwaiter().GetResult();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _channel.Writer.Complete();
    }

    private async Task ConsumeAsync()
    {
        while (await _channel.Reader.WaitToReadAsync())
        {
            while (_channel.Reader.TryRead(out SaveAttempt attempt))
            {
                _sum += attempt.Nanoseconds;
                Volatile.Write(ref _count, _count + 1);
            }
        }
    }
}
