using System.Diagnostics;
using System.Globalization;
using MvxMetrics.Disruptor;
using MvxMetrics.Disruptor.Metrics;

namespace GameLoopSample;

/// <summary>
/// One thread does everything: it simulates a frame, then gives the metrics what little time their budget allows. No
/// other thread exists, nothing is locked, and a frame is never held up by its measurement.
/// </summary>
internal static class Game
{
    private static readonly TimeSpan s_metricsBudget = TimeSpan.FromMilliseconds(0.5);

    /// <returns>0 when the metrics equal what the game itself counted, 1 otherwise.</returns>
    public static int Play(int frames, TimeSpan frameBudget, int seed)
    {
        using MetricsEventLoop loop = new(new MetricsEventLoopOptions { ProducerMode = ProducerMode.Single });
        MetricsRecorder recorder = loop.CreateRecorder("game");
        Summary<FrameCompleted> duration = new("frame.duration", static (in f) => f.Milliseconds, unit: "ms");
        Summary<FrameCompleted> overrun = new(
            "frame.overrun", static (in f) => f.Milliseconds, static (in f) => f.Overran, unit: "ms");
        Gauge<FrameCompleted> particles = new("particles", static (in f) => f.Particles);
        Counter<ParticleCollided> collisions = new("collisions");
        foreach (Metric metric in (Metric[])[duration, overrun, particles, collisions]) recorder.Register(metric);

        World world = new(recorder, seed);
        List<(int Frame, double Milliseconds)> late = [];
        List<double> pumps = new(frames);
        for (int frame = 0; frame < frames; frame++)
        {
            long started = Stopwatch.GetTimestamp();
            world.Step();
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            bool overran = took > frameBudget;
            if (overran) late.Add((frame, took.TotalMilliseconds));
            recorder.TryRegisterEvent(new FrameCompleted(took.TotalMilliseconds, world.Count, overran));

            long pumping = Stopwatch.GetTimestamp();
            loop.RunOnce(budget: s_metricsBudget);
            pumps.Add(Stopwatch.GetElapsedTime(pumping).TotalMilliseconds);

            TimeSpan rest = frameBudget - Stopwatch.GetElapsedTime(started);
            if (rest > TimeSpan.Zero) Thread.Sleep(rest);
        }

        while (loop.RunOnce() > 0)
        {
            // what the last frames' budgets left over
        }

        SummaryState all = duration.Read();
        SummaryState overruns = overrun.Read();
        Print($"{all.Count} frames of {frameBudget.TotalMilliseconds:0.##} ms: "
            + $"mean {all.Mean:0.00} ms, longest {all.Max:0.00} ms, {collisions.Read().Total} collisions");
        Print($"{overruns.Count} frames overran their budget"
            + $"{(overruns.Count == 0 ? string.Empty : $", on average by {overruns.Mean - frameBudget.TotalMilliseconds:0.00} ms")}:");
        foreach ((int frame, double milliseconds) in late.Take(20)) Print($"  frame {frame,5}  {milliseconds:0.00} ms");
        if (late.Count > 20) Print($"  and {late.Count - 20} more");
        pumps.Sort();
        Print($"driving the metrics took {pumps[pumps.Count / 2]:0.000} ms of a frame in the median, {pumps[^1]:0.000} ms at most "
            + $"(budget {s_metricsBudget.TotalMilliseconds} ms; the first calls are compiled)");

        RecorderStatistics books = recorder.Statistics;
        Print($"attempted {books.Attempted} = accepted {books.Accepted} + dropped {books.Dropped}; "
            + $"accepted {books.Accepted} = processed {books.Processed} + discarded {books.Discarded} + pending {books.Pending}");
        bool agree = all.Count == frames && overruns.Count == late.Count
            && collisions.Read().Total == world.Collisions && books.Dropped == 0;
        Print(agree ? "All counts agree with the game's own." : "FAIL: the counts do not agree with the game's own.");
        return agree ? 0 : 1;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Print(string line) => Console.WriteLine(line);
}
