using Microsoft.Extensions.Logging;

namespace MvxMetrics.Disruptor;

/// <summary>The host of a recorder: everything that the recorder knows of its loop.</summary>
internal interface IRecorderHost
{
    /// <summary>Where events are published.</summary>
    RingBuffer Ring { get; }

    /// <summary>The account of the whole loop. Every event is counted there too.</summary>
    EventAccount Account { get; }

    /// <summary>How the reads of all recorders went.</summary>
    ReadCounters Reads { get; }

    /// <summary>The logger of the recorder.</summary>
    ILogger Logger { get; }

    /// <summary>The overflow policy of recorders that do not set one.</summary>
    OverflowPolicy DefaultOverflowPolicy { get; }

    /// <summary>Signalled when the loop gives up waiting for hooks.</summary>
    CancellationToken Closing { get; }

    /// <summary>The time since the loop was created, by its own clock. It never goes back. The loop's thread.</summary>
    TimeSpan Uptime { get; }

    /// <summary>The time of day by the host's clock.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>Whether the calling thread is inside the loop right now: in a handler, a hook or a command.</summary>
    bool IsInsideLoop { get; }

    /// <summary>Whether the loop cannot go on while the calling thread waits.</summary>
    bool IsDrivenByCaller { get; }

    /// <summary>Whether the loop has ended or is about to end, and starts nothing any more. Any thread.</summary>
    bool IsClosed { get; }

    /// <summary>Gives out a place in the loop's table. Any thread.</summary>
    int ReservePlace();

    /// <summary>
    /// Takes back the place of a recorder that is garbage. The place is free once the lanes are drained. Any thread, also the finalizer's.
    /// </summary>
    void ReturnPlace(int place);

    /// <summary>Remembers a hook that is under way, so that the end of the loop waits for it. Any thread.</summary>
    void TrackHook(Task hook);

    /// <summary>Posts the command that makes the loop route a recorder's events to its pipeline, which holds them. Any thread.</summary>
    bool PostAttach(RecorderPipeline pipeline);

    /// <summary>Ends the routing to a recorder that takes no more events. The loop's thread.</summary>
    void Detach(RecorderPipeline pipeline);

    /// <summary>Posts a command. False when the loop has closed; then the command does not run. Any thread.</summary>
    bool Post(LoopCommand command);

    /// <summary>
    /// Posts a command that runs when everything published before this call has left the lanes. False when the loop has closed. Any thread.
    /// </summary>
    bool PostAfterDrain(LoopCommand command);

    /// <summary>
    /// Waits for a lifecycle operation and throws what it threw. If nobody drives the loop, it runs the loop's commands. Refused inside the
    /// loop.
    /// </summary>
    void WaitFor(Task operation, string member);

    /// <summary>If nobody drives the loop, runs its commands on the calling thread and returns true.</summary>
    bool TryRunCommands();
}
