namespace MvxMetrics.Disruptor.Perf.Tests;

/// <summary>A gate is exact on allocation, judges time beyond the noise only, and says when it cannot judge.</summary>
[TestFixture]
internal sealed class GateTests
{
    [Test]
    public void The_same_run_passes() => Gate.Judge(Report(), Report(), isExact: false).ExitCode.ShouldBe(ExitCode.Success);

    [Test]
    public void A_byte_where_there_was_none_fails_also_when_only_the_exact_is_judged()
    {
        GateResult gate = Gate.Judge(Report(), Report(allocated: 1), isExact: true);
        gate.ExitCode.ShouldBe(ExitCode.Failed);
        gate.Failures.ShouldHaveSingleItem().ShouldContain("ours allocated 1 bytes");
    }

    [Test]
    public void A_side_that_allocated_before_may_allocate_another_amount() =>
        Gate.Judge(Report(allocated: 8), Report(allocated: 16), isExact: false).ExitCode.ShouldBe(ExitCode.Success);

    [TestCase(0.60, 0.02, 0)]
    [TestCase(0.70, 0.02, 1)]
    [TestCase(0.70, 0.20, 0)]
    [TestCase(5.00, 0.40, 3)]
    public void A_ratio_fails_beyond_a_quarter_and_the_noise_of_both_runs(double ratio, double noise, int exitCode) =>
        Gate.Judge(Report(ratio: 0.5, noise: noise), Report(ratio: ratio, noise: noise), isExact: false).ExitCode.ShouldBe(exitCode);

    [Test]
    public void Time_is_not_judged_when_only_the_exact_is_asked_for() =>
        Gate.Judge(Report(ratio: 0.5), Report(ratio: 5), isExact: true).ExitCode.ShouldBe(ExitCode.Success);

    [Test]
    public void A_scenario_that_the_baseline_lacks_is_not_passed_over() =>
        Gate.Judge(new RunReport(RunInfo.Now(), []), Report(), isExact: true).ExitCode.ShouldBe(ExitCode.TooNoisy);

    [Test]
    public void A_report_that_is_written_is_read_again_as_it_was()
    {
        string file = Path.GetTempFileName();
        try
        {
            RunReport report = Report(allocated: 3, ratio: 0.7, noise: 0.1);
            report.Save(file);
            Gate.Judge(RunReport.Load(file), report, isExact: false).ExitCode.ShouldBe(ExitCode.Success);
            RunReport.Load(file).Scenarios.ShouldHaveSingleItem().Targets.ShouldHaveSingleItem().Measured.Median.ShouldBe(0.7);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void A_baseline_of_before_there_were_processes_is_read_and_judged()
    {
        RunReport run = Report(ratio: 0.7, noise: 0.1);
        RunReport older = Older(run);
        older.Scenarios.ShouldHaveSingleItem().Processes.ShouldBe(0);
        older.Scenarios[0].Targets.ShouldHaveSingleItem().OverProcesses.ShouldBeNull();
        Gate.Judge(older, run, isExact: false).ExitCode.ShouldBe(ExitCode.Success);
    }

    [Test]
    public void Json_that_is_no_report_is_refused()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """{ "Scenarios": [{ "Name": "s" }] }""");
            Should.Throw<InvalidDataException>(() => RunReport.Load(file)).Message.ShouldContain("no report of a run");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestCase(0, 0, 0)]
    [TestCase(0, 0.5, 1)]
    [TestCase(3, 5, 0)]
    public void An_event_lost_where_none_was_fails_also_when_only_the_exact_is_judged(double before, double now, int exitCode) =>
        Gate.Judge(Losing(before), Losing(now), isExact: true).ExitCode.ShouldBe(exitCode);

    [Test]
    public void A_baseline_that_is_missing_or_broken_says_how_to_make_one()
    {
        Should.Throw<InvalidDataException>(static () => RunReport.Load("no/such/file.json"))
            .Message.ShouldContain("compare --json no/such/file.json");
    }

    [TestCase(0.9, 0.05, "Met")]
    [TestCase(1.2, 0.05, "Missed")]
    [TestCase(0.98, 0.05, "TooNoisy")]
    [TestCase(1.03, 0.05, "TooNoisy")]
    [TestCase(1.0, 0.0, "Met")]
    public void A_verdict_keeps_away_from_its_limit_by_the_noise(double ratio, double noise, string verdict) =>
        Noise.Judge(ratio, 1.0, noise).ToString().ShouldBe(verdict);

    private static RunReport Older(RunReport report)
    {
        string file = Path.GetTempFileName();
        try
        {
            report.Save(file);
            File.WriteAllLines(file, File.ReadAllLines(file).Where(static line => !line.Contains("Process", StringComparison.Ordinal)));
            string text = File.ReadAllText(file);
            File.WriteAllText(file, System.Text.RegularExpressions.Regex.Replace(text, @",(\s*[}\]])", "$1"));
            return RunReport.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static RunReport Losing(double lost)
    {
        TargetResult target = new("ours", null, Quantity.LostPerBurst, 0, new Spread(0, 0, 0, 0, lost), 0, Verdict.Met);
        ScenarioResult scenario = Report().Scenarios[0];
        return new RunReport(RunInfo.Now(), [scenario with { Targets = [target] }]);
    }

    private static RunReport Report(long allocated = 0, double ratio = 0.5, double noise = 0.02)
    {
        Spread spread = new(ratio, ratio, ratio, ratio, ratio);
        SideResult side = new("ours", "-", "-", new Dictionary<Quantity, Spread>(), new Dictionary<Quantity, Spread>(), allocated, 0, []);
        TargetResult target = new("ours", "peer", Quantity.Call, 1, spread, noise, Verdict.Met);
        return new RunReport(
            RunInfo.Now(),
            [new ScenarioResult("s", "t", Quantity.Call, null, "ours", 3, new Dictionary<Quantity, Spread>(), [side], [target])]);
    }
}
