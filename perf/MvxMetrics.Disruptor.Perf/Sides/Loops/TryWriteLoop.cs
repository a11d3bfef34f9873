namespace MvxMetrics.Disruptor.Perf;

/// <summary>A loop that calls <see cref="EventWriter{TEvent}.TryWrite"/>.</summary>
internal sealed class TryWriteLoop(string name, OurLoopOptions options, BookSize size) : OurLoop(name, "TryWrite", options, size)
{
    private EventWriter<SaveAttempt>? _writer;

    protected override void Started() => _writer = Recorder.CreateWriter<SaveAttempt>();

    protected override void Ending() => _writer!.Dispose();

    protected override void Drive(OrderBook book, int orders)
    {
        Sink sink = new(_writer!);
        book.Run(orders, ref sink);
    }

    private readonly struct Sink(EventWriter<SaveAttempt> writer) : IEventSink
    {
        public void Record(int outcome, long nanoseconds) => writer.TryWrite(new SaveAttempt(outcome, nanoseconds));
    }
}
