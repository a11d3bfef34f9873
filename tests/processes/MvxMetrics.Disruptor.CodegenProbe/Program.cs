using System.Diagnostics;
using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.CodegenProbe;
using MvxMetrics.Disruptor.Metrics;

// Calls every caller until the JIT has given it its last code. The JIT prints what it makes of them: see CodegenTests.
using CompilationWatch watch = new(typeof(Callers), typeof(BadCallers));
using MetricsEventLoop loop = new();
MetricsRecorder recorder = loop.CreateRecorder("probe");

// Event types have their numbers before a caller is compiled, as they have wherever code is hot.
recorder.TryRegisterEvent(default(EarlierFact));
recorder.TryRegisterEvent(default(Fact));
recorder.Register(new Counter<Fact>("facts"));
using EventWriter<Fact> writer = recorder.CreateWriter<Fact>();
DirectEmitter emitter = new();

long started = Stopwatch.GetTimestamp();
while (!watch.IsComplete)
{
    for (int i = 0; i < 50; i++)
    {
        Callers.RegisterEvent(recorder, i, i);
        Callers.TryRegisterEvent(recorder, i, i);
        Callers.TryWrite(writer, i, i);
        BadCallers.Counts(recorder, i, i);
        BadCallers.Exchanges(recorder, i, i);
        BadCallers.Fences(recorder, i, i);
        BadCallers.Allocates(recorder, i, i);
        BadCallers.CallsForward(recorder, i, i);
        BadCallers.CallsVirtualGeneric(emitter, recorder, i, i);
        BadCallers.RecordsTwice(recorder, i, i);
    }

    loop.RunOnce();
    Thread.Sleep(10); // the JIT's background thread compiles in pauses
    if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(60))
    {
        Console.Error.WriteLine($"Not compiled in a minute: {string.Join(", ", watch.Awaited)}");
        return 1;
    }
}

return 0;
