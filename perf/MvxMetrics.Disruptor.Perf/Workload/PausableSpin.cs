namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// <see cref="WaitStrategy.BusySpin"/> that parks while its side is not measured, so that it does not take a core from the
/// others.
/// </summary>
internal sealed class PausableSpin : WaitStrategy
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(64);

    private volatile bool _isPaused = true;

    /// <summary>Whether the side is not measured. After a resumption, post a command (Flush) to end the park.</summary>
    public bool IsPaused
    {
        get => _isPaused;
        set => _isPaused = value;
    }

    protected internal override void Wait(in WaitContext context)
    {
        if (_isPaused) context.Park(s_pause);
        else BusySpin.Wait(in context);
    }
}
