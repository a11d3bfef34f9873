namespace MvxMetrics.Disruptor;

/// <summary>
/// Asks the loop for a coherent copy: made between two events, so it needs no luck. One a reading thread, reused, so
/// that reading allocates nothing.
/// </summary>
internal sealed class CopyRequest : LoopCommand
{
    [ThreadStatic]
    private static CopyRequest? t_cached;

    private Metric[] _metrics = [];
    private int _metricCount;
    private byte[] _state = [];
    private int _stateBytes;
    private int _outcome;

    /// <summary>
    /// Whether the copy was made or refused. Release by the loop, acquire here: orders the copied bytes. Litmus: commands,
    /// BROKEN_OUTCOME_RELEASE, BROKEN_OUTCOME_ACQUIRE.
    /// </summary>
    public bool IsCompleted => Volatile.Read(ref _outcome) != Pending;

    /// <summary>Whether the loop has closed instead: then nobody writes any more.</summary>
    public bool IsCancelled => Volatile.Read(ref _outcome) == Cancelled;

    /// <summary>The copied states, one behind the other.</summary>
    public ReadOnlySpan<byte> State => _state.AsSpan(0, _stateBytes);

    private const int Pending = 0;
    private const int Copied = 1;
    private const int Cancelled = 2;

    /// <summary>Takes the calling thread's request, or a new one while that is in use.</summary>
    public static CopyRequest Rent(ReadOnlySpan<Metric> metrics, int stateBytes)
    {
        CopyRequest request = t_cached ?? new CopyRequest();
        t_cached = null;
        if (request._metrics.Length < metrics.Length) request._metrics = new Metric[metrics.Length];
        metrics.CopyTo(request._metrics);
        request._metricCount = metrics.Length;
        if (request._state.Length < stateBytes)
        {
            request._state = new byte[stateBytes];
            Array.Clear(request._state); // touches the pages here, on the reader's time and not on the loop's
        }

        request._stateBytes = stateBytes;
        request._outcome = Pending;
        return request;
    }

    /// <summary>Gives a completed request back. One that was not completed still belongs to the loop: forget it.</summary>
    public void Return()
    {
        Array.Clear(_metrics);
        t_cached = this;
    }

    public override void Execute()
    {
        StateReader.CopyAll(_metrics.AsSpan(0, _metricCount), _state);
        Volatile.Write(ref _outcome, Copied);
    }

    public override void Cancel() => Volatile.Write(ref _outcome, Cancelled);
}
