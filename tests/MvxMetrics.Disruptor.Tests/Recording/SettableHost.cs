using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A small loop as its recorders see it, some of whose answers a test gives itself.</summary>
internal sealed class SettableHost : IRecorderHost, IDisposable
{
    private readonly MetricsEventLoop _loop = new(new MetricsEventLoopOptions
    {
        LaneCount = 2,
        LaneBytes = LaneRoom.BytesFor<Tick>(64),
        SharedLaneBytes = LaneRoom.BytesFor<Tick>(64),
    });

    /// <summary>Places that were handed back; the loop does not learn of it.</summary>
    public ConcurrentQueue<int> ReturnedPlaces { get; } = [];

    /// <summary>What becomes of a command that is posted.</summary>
    public required Func<LoopCommand, bool> Posting { get; init; }

    /// <summary>What is done when a waiting caller may run the commands.</summary>
    public Action Running { get; init; } = static () => { };

    public bool IsInsideLoop { get; set; }

    public RingBuffer Ring => Inner.Ring;

    public EventAccount Account => Inner.Account;

    public ReadCounters Reads => Inner.Reads;

    public ILogger Logger => Inner.Logger;

    public OverflowPolicy DefaultOverflowPolicy => Inner.DefaultOverflowPolicy;

    public CancellationToken Closing => Inner.Closing;

    public TimeSpan Uptime => Inner.Uptime;

    public DateTimeOffset UtcNow => Inner.UtcNow;

    public bool IsDrivenByCaller => Inner.IsDrivenByCaller;

    public bool IsClosed => Inner.IsClosed;

    private IRecorderHost Inner => _loop;

    public int ReservePlace() => Inner.ReservePlace();

    public void ReturnPlace(int place) => ReturnedPlaces.Enqueue(place);

    public void TrackHook(Task hook) => Inner.TrackHook(hook);

    public bool PostAttach(RecorderPipeline pipeline) => Inner.PostAttach(pipeline);

    public void Detach(RecorderPipeline pipeline) => Inner.Detach(pipeline);

    public bool Post(LoopCommand command) => Posting(command);

    public bool PostAfterDrain(LoopCommand command) => Posting(command);

    public void WaitFor(Task operation, string member) => Inner.WaitFor(operation, member);

    public bool TryRunCommands()
    {
        Running();
        return true;
    }

    public void Dispose() => _loop.Dispose();
}
