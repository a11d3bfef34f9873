using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;
using MvxMetrics.Disruptor.Prometheus.Target;

// A process to be scraped. Arguments: recorders with 100 series each, and a port. Commands on standard input, each answered by one line:
//   work N      N pieces of work of 1, 2, ..., N microseconds, every third a failure; answers the account
//   remove ID   removes a recorder
//   exit        ends; so does the end of the input
int recorders = args.Length > 0 ? Number(args[0]) : 0;
using MetricsRuntime runtime = new();
runtime.Start();
MetricsRecorder storage = Recorder("storage");
storage.Register(new Counter<Work>("work.done", description: "Pieces of work that were done."));
storage.Register(new CounterBy<Work>(
    "work.by_outcome", static (in Work w) => w.Outcome, new KeyNames("success", "failure"), description: "Pieces of work by outcome."));
storage.Register(new Histogram<Work>(
    "work.duration", static (in Work w) => w.Nanoseconds, unit: "ns", description: "How long a piece of work takes."));
storage.Register(new Summary<Work>("work.summary", static (in Work w) => w.Nanoseconds, unit: "ns", description: "The same as a summary."));
storage.Register(new Gauge<Work>(
    "work.last", static (in Work w) => w.Nanoseconds, unit: "ns", description: "How long the last piece of work took."));
Recorder("passing").Register(new Counter<Work>("passing.work", description: "A recorder that will be removed."));
KeyNames hundred = KeyNames.Range(100);
MetricsRecorder[] many = [.. Enumerable.Range(0, recorders).Select(i => Recorder($"many{i}"))];
foreach (MetricsRecorder recorder in many)
{
    recorder.Register(new CounterBy<Work>(
        "many.work", static (in Work w) => (int)w.Nanoseconds, hundred, description: "Work of many kinds."));
    for (int key = 0; key < 100; key++) recorder.RegisterEvent(new Work(key, 0));
}

runtime.Flush(TimeSpan.FromSeconds(10));
await using MetricsListener listener = await MetricsListener.StartAsync(
    [runtime], new MetricsListenerOptions { Port = args.Length > 1 ? Number(args[1]) : 0 });
Console.WriteLine(listener.Url);

long done = 0;
long nanoseconds = 0;
while (Console.ReadLine() is { } line && line != "exit")
{
    string[] words = line.Split(' ');
    if (words[0] == "work")
    {
        for (long i = 1; i <= Number(words[1]); i++)
        {
            if (!storage.RegisterEvent(new Work(i * 1000, i % 3 == 0 ? 1 : 0)))
                throw new InvalidOperationException("An event was dropped.");
            done++;
            nanoseconds += i * 1000;
        }

        runtime.Flush(TimeSpan.FromSeconds(10));
    }
    else if (words[0] == "remove")
    {
        runtime.StopAndRemoveRecorder(words[1]);
    }

    Console.WriteLine($"{done} {nanoseconds}");
}

MetricsRecorder Recorder(string id) =>
    runtime.CreateRecorder(id, new RecorderOptions { OverflowPolicy = OverflowPolicy.Wait, WaitTimeout = TimeSpan.FromSeconds(10) });

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
