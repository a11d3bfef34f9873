namespace MvxMetrics.Disruptor.Perf.Tests;

/// <summary>Several processes of a scenario are pooled, and the spread over them decides.</summary>
[TestFixture]
internal sealed class ProcessesTests
{
    private static readonly Scenario s_scenario = new()
    {
        Name = "s",
        Title = "t",
        Quantity = Quantity.Call,
        Sides = [],
        Targets = [new Target("ours", "peer", Quantity.Call, 1.0)],
        AbsoluteTargets = [new AbsoluteTarget("ours", Quantity.LostPerBurst, 0)],
    };

    [Test]
    public void Rounds_of_all_processes_are_pooled_and_each_process_counts_once_over_processes()
    {
        ScenarioResult result = ScenarioResult.Of(s_scenario, [Process(0.2, 0.4, 0.6), Process(1, 1, 1, 1, 9), Process(2, 2, 2)]);

        (result.Processes, result.Rounds).ShouldBe((3, 11));
        TargetResult target = result.Targets[0];
        (target.Measured.Min, target.Measured.Median, target.Measured.Max).ShouldBe((0.2, 1, 9));
        target.OverProcesses.ShouldNotBeNull();
        (target.OverProcesses.Min, target.OverProcesses.Median, target.OverProcesses.Max).ShouldBe((0.4, 1, 2));
        result.Sides[0].ProcessRatios.ShouldNotBeNull()[Quantity.Call].Median.ShouldBe(1, "the reference is our side itself");
    }

    [Test]
    public void Quartiles_over_processes_are_those_of_their_medians()
    {
        ScenarioResult result = ScenarioResult.Of(s_scenario, [.. Enumerable.Range(1, 5).Select(static n => Process(0, n, 100))]);

        Spread processes = result.Targets[0].OverProcesses.ShouldNotBeNull();
        processes.LowerQuartile.ShouldBeInRange(1, 2);
        processes.Median.ShouldBe(3);
        processes.UpperQuartile.ShouldBeInRange(4, 5);
    }

    [TestCase(new[] { 0.5, 0.5, 0.5, 0.9, 5 }, "Met", Description = "one bad process of five does not decide")]
    [TestCase(new[] { 0.5, 0.5, 0.5, 1.5, 1.5 }, "TooNoisy")]
    [TestCase(new[] { 0.5, 1.2, 1.3, 1.4, 1.5 }, "Missed")]
    public void A_target_is_met_by_its_upper_quartile_over_processes_and_missed_by_its_lower_one(double[] medians, string verdict) =>
        ScenarioResult.Of(s_scenario, [.. medians.Select(static m => Process(m))]).Targets[0].Verdict.ToString().ShouldBe(verdict);

    [TestCase(0.98, "TooNoisy")]
    [TestCase(0.80, "Met")]
    public void One_process_is_judged_by_the_noise_of_the_same_code(double ratio, string verdict)
    {
        Dictionary<Quantity, double[]> control = new() { [Quantity.Call] = [1.1, 1.1, 1.1] };
        ScenarioSamples only = Process(ratio, ratio, ratio) with { Control = control };

        TargetResult target = ScenarioResult.Of(s_scenario, [only]).Targets[0];

        target.OverProcesses.ShouldBeNull();
        target.Noise.ShouldBe(0.1, 0.001);
        target.Verdict.ToString().ShouldBe(verdict);
    }

    [TestCase(new double[] { 0, 0, 0 }, new double[] { 0, 0, 0 }, "Met")]
    [TestCase(new double[] { 0, 0, 0 }, new double[] { 0, 0, 0.1 }, "TooNoisy")]
    [TestCase(new double[] { 0, 3, 3 }, new double[] { 0, 3, 2 }, "Missed")]
    public void A_limit_of_zero_is_met_only_when_no_round_of_any_process_lost_anything(double[] first, double[] second, string verdict)
    {
        TargetResult loss = ScenarioResult.Of(s_scenario, [Losing(first), Losing(second)]).Targets[1];

        loss.Peer.ShouldBeNull();
        loss.Verdict.ToString().ShouldBe(verdict);
    }

    [Test]
    public void Losses_have_no_ratio() =>
        ScenarioResult.Of(s_scenario, [Losing([1, 2]), Losing([0, 0])]).Sides[0].Ratios.Keys.ShouldBe([Quantity.Call]);

    [Test]
    public void Latencies_of_all_processes_make_one_curve()
    {
        ScenarioResult result = ScenarioResult.Of(s_scenario, [Slow(99, 10), Slow(1, 5000)]);

        result.Sides[0].Latencies.Single(static p => p.Percentile == 99).Nanoseconds.ShouldBe(10);
        result.Sides[0].Latencies.Single(static p => p.Percentile == 100).Nanoseconds.ShouldBeInRange(4990, 5010);
    }

    [Test]
    public void What_a_process_hands_over_arrives_as_it_was()
    {
        string file = Path.GetTempFileName();
        try
        {
            Slow(3, 700).Save(file);
            ScenarioSamples read = ScenarioSamples.Load(file);
            read.Ratios("ours", "peer", Quantity.Call).ShouldBe([1]);
            read.Of("ours").Latencies.ShouldBe([new LatencyCount(700, 3)]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // The peer takes a nanosecond, so that a ratio is what is said of ours.
    private static ScenarioSamples Process(params double[] ratios) => Of(ratios, new double[ratios.Length], []);

    private static ScenarioSamples Losing(double[] lost) => Of([.. lost.Select(static _ => 1.0)], lost, []);

    private static ScenarioSamples Slow(long count, long nanoseconds) => Of([1], [0], [new LatencyCount(nanoseconds, count)]);

    private static ScenarioSamples Of(double[] call, double[] lost, LatencyCount[] latencies) => new(
        "s",
        new Dictionary<Quantity, double[]>(),
        [
            Of("ours", new() { [Quantity.Call] = call, [Quantity.LostPerBurst] = lost }, latencies),
            Of("peer", new() { [Quantity.Call] = [.. call.Select(static _ => 1.0)] }, []),
        ]);

    private static SideSamples Of(string name, Dictionary<Quantity, double[]> values, LatencyCount[] latencies) =>
        new(name, "-", "-", values, 0, 0, latencies);
}
