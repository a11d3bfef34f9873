namespace MvxMetrics.Disruptor.Perf.Tests;

/// <summary>Sides take turns; ratios are made round by round; a wrong result ends the run.</summary>
[TestFixture]
internal sealed class PairedRunTests
{
    [Test]
    public void Sides_take_turns_and_each_is_first_as_often_as_the_others()
    {
        List<string> log = [];
        Run(log, rounds: 3, static _ => 1, static _ => 1, static _ => 1);

        string counted = string.Concat(log.TakeLast(9));
        counted.ShouldBe("ABCBCACAB");
    }

    [Test]
    public void The_ratio_is_that_of_the_same_round_so_that_a_slow_spell_of_both_sides_does_not_show()
    {
        ScenarioResult result = Run([], rounds: 11, static round => round % 2 == 0 ? 1 : 100, static round => round % 2 == 0 ? 2 : 200);

        Spread ratio = result.Targets.ShouldHaveSingleItem().Measured;
        (ratio.Min, ratio.Median, ratio.Max).ShouldBe((0.5, 0.5, 0.5));
    }

    [Test]
    public void The_same_code_runs_against_itself_first_and_its_spread_is_the_noise()
    {
        int made = 0;
        List<string> log = [];
        Scenario scenario = new()
        {
            Name = "s",
            Title = "t",
            Quantity = Quantity.Call,
            Sides =
            [
                () => new FakeSide("A", log, Interlocked.Increment(ref made) == 1 ? static _ => 1.2 : static _ => 1.0),
                () => new FakeSide("B", log, static _ => 1.1),
            ],
            Targets = [new Target("A", "B", Quantity.Call, 1.0)],
        };

        ScenarioResult result = ScenarioResult.Of(scenario, [new PairedRun(3, new Nobody()).Measure(scenario)]);

        log.TakeWhile(static name => name == "A").Count().ShouldBeGreaterThan(6);
        TargetResult target = result.Targets.ShouldHaveSingleItem();
        target.Noise.ShouldBe(0.2, 0.001);
        target.Verdict.ShouldBe(Verdict.TooNoisy, "0.91 is nearer to 1 than the noise");
    }

    [Test]
    public void A_side_that_lost_something_ends_the_run_and_all_sides_are_disposed()
    {
        FakeSide other = new("A", [], static _ => 1);
        Scenario scenario = new()
        {
            Name = "s",
            Title = "t",
            Quantity = Quantity.Call,
            HasControl = false,
            Sides = [() => other, () => new FakeSide("B", [], static _ => throw new WrongResultException("B", "the count", 3, 2))],
        };

        WrongResultException wrong = Should.Throw<WrongResultException>(() => new PairedRun(3, new Nobody()).Measure(scenario));

        wrong.Message.ShouldContain("B: the count must be 3, and is 2");
        other.IsDisposed.ShouldBeTrue();
    }

    private static ScenarioResult Run(List<string> log, int rounds, params Func<int, double>[] figures)
    {
        Scenario scenario = new()
        {
            Name = "s",
            Title = "t",
            Quantity = Quantity.Call,
            HasControl = false,
            Sides = [.. figures.Select((figure, i) => (Func<Side>)(() => new FakeSide($"{(char)('A' + i)}", log, figure)))],
            Targets = [new Target("A", "B", Quantity.Call, 1.0)],
        };
        return ScenarioResult.Of(scenario, [new PairedRun(rounds, new Nobody()).Measure(scenario)]);
    }

    private sealed class Nobody : IRunObserver
    {
        public void Begin(Scenario scenario, string what, int rounds)
        {
        }

        public void Advance()
        {
        }
    }
}
