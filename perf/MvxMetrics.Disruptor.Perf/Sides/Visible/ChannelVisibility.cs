using System.Threading.Channels;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>An unbounded channel with one reader.</summary>
internal sealed class ChannelVisibility : VisibilitySide
{
    private readonly Channel<long> _channel = Channel.CreateUnbounded<long>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    public ChannelVisibility()
        : base(Peer.Channel, "TryWrite, until TryRead of a reader that awaits") =>
        _ = Task.Factory.StartNew(ConsumeAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    protected override void Publish(long timestamp) => _channel.Writer.TryWrite(timestamp);

    public override void Dispose()
    {
        base.Dispose();
        _channel.Writer.Complete();
    }

    private async Task ConsumeAsync()
    {
        while (await _channel.Reader.WaitToReadAsync())
            while (_channel.Reader.TryRead(out long published)) OnEvent(published);
    }
}
