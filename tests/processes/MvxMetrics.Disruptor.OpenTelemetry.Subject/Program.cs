using System.Globalization;
using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

// A process to be watched from outside: it does some work, prints its own account, and lives until its input ends.
using MetricsRuntime runtime = new();
runtime.Start();
using MetricsMeter meter = new(runtime);
MetricsRecorder recorder = runtime.CreateRecorder("subject");
recorder.Register(new Counter<Work>("work.done", static (in Work w) => w.Amount, unit: "By"));
recorder.Register(new UpDownCounter<Work>("work.open", static (in Work w) => w.Change));
recorder.Register(new Gauge<Work>("work.level", static (in Work w) => w.Amount / 4.0));
recorder.Register(new Histogram<Work>("work.size", static (in Work w) => w.Amount));

Random random = new(4711);
(long done, long open, long last, int count) = (0, 0, 0, 1000 + Environment.ProcessId % 100);
for (int i = 0; i < count; i++)
{
    Work work = new(random.Next(1, 1000), random.Next(-3, 5));
    while (!recorder.TryRegisterEvent(in work)) Thread.Yield();
    (done, open, last) = (done + work.Amount, open + work.Change, work.Amount);
}

if (!runtime.Flush(TimeSpan.FromSeconds(30))) return 1;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"account {done} {open} {last / 4.0} {count}"));
Console.In.ReadToEnd();
return 0;

internal readonly record struct Work(long Amount, long Change) : IMetricEvent
{
    public static string EventType => "subject.work";
}
