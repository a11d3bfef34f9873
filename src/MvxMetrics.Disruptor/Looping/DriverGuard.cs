namespace MvxMetrics.Disruptor;

/// <summary>
/// Says which thread is inside the loop. A loop runs on one thread at a time: the runtime's thread for all its life, or the thread that
/// calls RunOnce. If nobody drives a manual loop at the moment, it may be a thread that waits for a command.
/// </summary>
internal sealed class DriverGuard
{
    private const int Nobody = 0;

    /// <summary>
    /// The managed id of the thread inside. It is negative while that thread only runs commands. Changed by compare-and-swap.
    /// </summary>
    private int _occupant;

    /// <summary>The thread that drove last. A plain field: it is a hint for that thread, which always reads its own writes.</summary>
    private int _lastDriver;

    /// <summary>Whether the calling thread is inside.</summary>
    public bool IsMine => Math.Abs(Volatile.Read(ref _occupant)) == Environment.CurrentManagedThreadId;

    /// <summary>Whether the calling thread is inside, or was the last to drive.</summary>
    public bool IsOrWasMine => IsMine || Volatile.Read(ref _lastDriver) == Environment.CurrentManagedThreadId;

    /// <summary>
    /// Enters to drive. If the thread inside only runs commands, this call waits until it leaves. If it drives, this call throws.
    /// </summary>
    public void Enter(string member)
    {
        int me = Environment.CurrentManagedThreadId;
        SpinWait spin = default;
        while (true)
        {
            int occupant = Interlocked.CompareExchange(ref _occupant, me, Nobody);
            if (occupant == Nobody) break;
            if (occupant == me || occupant == -me)
                throw new LoopReentrancyException(member);
            if (occupant > 0)
            {
                throw new InvalidOperationException(
                    $"{member} was refused: thread {occupant} is inside this loop, and a loop runs on one thread at a time. "
                    + "Drive it from one thread, or guard the calls with a lock. Nothing was harmed.");
            }

            spin.SpinOnce();
        }

        Volatile.Write(ref _lastDriver, me);
    }

    /// <summary>Enters to run commands, if nobody is inside.</summary>
    public bool TryEnterForCommands() =>
        Interlocked.CompareExchange(ref _occupant, -Environment.CurrentManagedThreadId, Nobody) == Nobody;

    /// <summary>Leaves. Written with release: the next thread that enters sees everything that was done inside.</summary>
    public void Leave() => Volatile.Write(ref _occupant, Nobody);
}
