namespace MvxMetrics.Disruptor.Perf;

/// <summary>A loop that calls <see cref="MetricsRecorder.RegisterEvent"/>.</summary>
internal sealed class RegisterEventLoop(string name, OurLoopOptions options, BookSize size)
    : OurLoop(name, "RegisterEvent", options, size)
{
    protected override void Drive(OrderBook book, int orders)
    {
        Sink sink = new(Recorder);
        book.Run(orders, ref sink);
    }

    private readonly struct Sink(MetricsRecorder recorder) : IEventSink
    {
        public void Record(int outcome, long nanoseconds) => recorder.RegisterEvent(new SaveAttempt(outcome, nanoseconds));
    }
}
