using BenchmarkDotNet.Attributes;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Benchmarks;

/// <summary>
/// What one call costs the producing thread, beside one <c>Interlocked.Increment</c> in the same run.
/// <para>
/// Included: everything the call does, and once an invocation the release of the lane's records by the same thread, so that the
/// lane never fills. Excluded: the loop and its metrics ("consumer away"). Every invocation makes <see cref="Events"/>
/// calls in a loop, on all sides.
/// </para>
/// </summary>
[MemoryDiagnoser]
public class ProducerCallBenchmarks
{
    /// <summary>Calls an invocation: a twentieth of the default lane.</summary>
    public const int Events = 2048;

    private MetricsEventLoop _loop = null!;
    private MetricsRecorder _recorder = null!;
    private EventWriter<SaveAttempt> _writer = null!;
    private Lane _recorderLane = null!;
    private Lane _writerLane = null!;
    private long _counter;

    [GlobalSetup]
    public void Setup()
    {
        _loop = new MetricsEventLoop();
        _recorder = _loop.CreateRecorder("benchmark");
        _recorder.Register(new Counter<SaveAttempt>("attempts"));
        _writer = _recorder.CreateWriter<SaveAttempt>();
        _recorder.RegisterEvent(new SaveAttempt(0, 0));
        _loop.RunOnce();

        ReadOnlySpan<Lane?> lanes = ((IRecorderHost)_loop).Ring.TouchedLanes;
        (_writerLane, _recorderLane) = (lanes[0]!, lanes[1]!);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _writer.Dispose();
        _loop.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public long InterlockedIncrement()
    {
        for (int i = 0; i < Events; i++) Interlocked.Increment(ref _counter);
        return _counter;
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public int RegisterEvent()
    {
        MetricsRecorder recorder = _recorder;
        int accepted = 0;
        for (int i = 0; i < Events; i++)
            if (recorder.RegisterEvent(new SaveAttempt(1, i))) accepted++;
        return Check(accepted, _recorderLane);
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public int TryRegisterEvent()
    {
        MetricsRecorder recorder = _recorder;
        int accepted = 0;
        for (int i = 0; i < Events; i++)
            if (recorder.TryRegisterEvent(new SaveAttempt(1, i))) accepted++;
        return Check(accepted, _recorderLane);
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public int TryWrite()
    {
        EventWriter<SaveAttempt> writer = _writer;
        int accepted = 0;
        for (int i = 0; i < Events; i++)
            if (writer.TryWrite(new SaveAttempt(1, i))) accepted++;
        return Check(accepted, _writerLane);
    }

    // A dropped event would be a cheap one: every event must have been accepted, and the lane is emptied in one store.
    private static int Check(int accepted, Lane lane)
    {
        if (accepted != Events) throw new InvalidOperationException($"{Events - accepted} events were dropped.");
        lane.Release(lane.Tail, Events);
        return accepted;
    }
}
