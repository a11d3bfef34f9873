using System.Diagnostics;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>
/// Measures the sides of a scenario in turn, round by round (A B C, B C A, C A B, ...), so that whatever slows the machine
/// down slows all of them; and before that one side against itself, to know what a difference is worth.
/// </summary>
internal sealed class PairedRun(int rounds, IRunObserver observer)
{
    private const int WarmUpRounds = 4;
    private static readonly TimeSpan s_warmUpTime = TimeSpan.FromSeconds(1.5);

    public ScenarioSamples Measure(Scenario scenario)
    {
        int counted = scenario.Rounds ?? rounds;
        Dictionary<Quantity, double[]> control = scenario.HasControl ? Control(scenario, counted) : [];
        List<Side> sides = [];
        try
        {
            foreach (Func<Side> make in scenario.Sides) sides.Add(make());
            List<Sample>[] samples = Alternate(scenario, sides, counted, "sides");
            return new ScenarioSamples(scenario.Name, control, [.. sides.Zip(samples, SideSamples.Of)]);
        }
        finally
        {
            foreach (Side side in sides) side.Dispose();
        }
    }

    private Dictionary<Quantity, double[]> Control(Scenario scenario, int counted)
    {
        using Side first = scenario.Sides[0]();
        using Side second = scenario.Sides[0]();
        List<Sample>[] samples = Alternate(scenario, [first, second], counted, "the same code twice");
        return samples[0][0].Values.Keys.ToDictionary(
            static quantity => quantity,
            quantity => Figures.Ratios(samples[0].Select(s => s.Values[quantity]), samples[1].Select(s => s.Values[quantity])));
    }

    private List<Sample>[] Alternate(Scenario scenario, List<Side> sides, int counted, string what)
    {
        List<Sample>[] samples = [.. sides.Select(static _ => new List<Sample>())];
        observer.Begin(scenario, what, ((scenario.Rounds is null ? WarmUpRounds : 1) + counted) * sides.Count);
        WarmUp(scenario, sides);
        Collect();
        for (int round = 0; round < counted; round++)
        {
            for (int i = 0; i < sides.Count; i++)
            {
                int index = (i + round) % sides.Count;
                samples[index].Add(RoundOf(sides[index]));
                observer.Advance();
            }
        }

        return samples;
    }

    // By rounds and by time: the runtime compiles hot code for good only when it has been hot for a while.
    private void WarmUp(Scenario scenario, List<Side> sides)
    {
        int rounds = scenario.Rounds is null ? WarmUpRounds : 1;
        long started = Stopwatch.GetTimestamp();
        for (int round = 0; round < rounds || (scenario.Rounds is null && Stopwatch.GetElapsedTime(started) < s_warmUpTime); round++)
        {
            foreach (Side side in sides)
            {
                RoundOf(side);
                if (round < rounds) observer.Advance();
            }
        }
    }

    private static Sample RoundOf(Side side)
    {
        int collections = GC.CollectionCount(0);
        Sample sample = side.Round();
        sample.Collections = GC.CollectionCount(0) - collections;
        return sample;
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
