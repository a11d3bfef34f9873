using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Where a recorder lives: all it knows of its loop.
/// </summary>
internal interface IRecorderHost
{
    /// <summary>Where events are published.</summary>
    RingBuffer Ring { get; }

    /// <summary>The account of the whole loop; every event is counted there as well.</summary>
    EventAccount Account { get; }

    /// <summary>How the reads of all recorders went.</summary>
    ReadCounters Reads { get; }

    /// <summary>Where the recorder logs.</summary>
    ILogger Logger { get; }

    /// <summary>The overflow policy of recorders that do not choose.</summary>
    OverflowPolicy DefaultOverflowPolicy { get; }

    /// <summary>Signalled when the loop gives up waiting for hooks.</summary>
    CancellationToken Closing { get; }

    /// <summary>How long the loop has existed, by its own clock; never goes back. The loop's thread.</summary>
    TimeSpan Uptime { get; }

    /// <summary>The time of day by the host's clock.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>Whether the calling thread is inside the loop right now: in a handler, a hook or a command.</summary>
    bool IsInsideLoop { get; }

    /// <summary>Whether the loop can make no progress while the calling thread waits.</summary>
    bool IsDrivenByCaller { get; }

    /// <summary>Whether the loop has ended, or is about to, and starts nothing any more. Any thread.</summary>
    bool IsClosed { get; }

    /// <summary>Gives out a place in the loop's table. Any thread.</summary>
    int ReservePlace();

    /// <summary>Takes a place back whose recorder is gone, once the lanes are drained. Any thread, also a finalizer's.</summary>
    void ReturnPlace(int place);

    /// <summary>Keeps a recorder's hook under way in mind, so that the end of the loop waits for it. Any thread.</summary>
    void TrackHook(Task hook);

    /// <summary>Posts the command that makes the loop route a recorder's events to it, holding them. Any thread.</summary>
    bool PostAttach(RecorderPipeline pipeline);

    /// <summary>Ends the routing to a recorder that takes no more events. The loop's thread.</summary>
    void Detach(RecorderPipeline pipeline);

    /// <summary>Posts a command; false, and the command is not run, when the loop has closed. Any thread.</summary>
    bool Post(LoopCommand command);

    /// <summary>
    /// Posts a command that runs when everything published before this call has left the lanes; false when the loop
    /// has closed. Any thread.
    /// </summary>
    bool PostAfterDrain(LoopCommand command);

    /// <summary>
    /// Waits for a lifecycle operation and throws what it threw. Where nobody drives the loop, drives its commands.
    /// Refused inside the loop.
    /// </summary>
    void WaitFor(Task operation, string member);

    /// <summary>Where nobody drives the loop, runs its commands on the calling thread and answers true.</summary>
    bool TryRunCommands();
}
