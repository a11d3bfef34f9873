using Microsoft.Extensions.Time.Testing;

namespace MvxMetrics.Disruptor.Tests;

/// <content>The reporter by itself: once a period a recorder, what is new, and which advice goes with it.</content>
internal sealed partial class DropReporterTests
{
    private const string Refused = "They were refused: the recorder was not running, or the event is larger than 1,016 bytes.";
    private const string Full =
        "A lane was full: LaneBytes is 2097152; twice as much costs 2097152 bytes more for each thread that records.";

    private static readonly TimeSpan s_tick = new(1);

    [Test]
    public void A_recorder_is_told_of_once_a_period_with_what_is_new_and_the_sum()
    {
        using Reporting reporting = new();
        RecorderPipeline pipeline = reporting.Add("r");
        reporting.Reporter.Report(pipeline).ShouldBeTrue("there is nothing to tell");
        pipeline.Account.AddDropped(5);
        reporting.Reporter.Report(pipeline).ShouldBeTrue("the first drops are told at once");
        pipeline.Account.AddDropped(2);
        reporting.Time.Advance(DropReporter.Period - s_tick);
        reporting.Reporter.Report(pipeline).ShouldBeFalse("the period is not over");
        reporting.Time.Advance(s_tick);
        reporting.Reporter.Report(pipeline).ShouldBeTrue();
        reporting.Reporter.Report(pipeline).ShouldBeTrue("nothing new");

        reporting.Log.Messages(107).ShouldBe([Line("r", 5, 5, Full), Line("r", 2, 7, Full)]);
    }

    [Test]
    public void A_recorder_within_its_period_is_looked_at_again_although_nothing_more_was_dropped()
    {
        using Reporting reporting = new();
        RecorderPipeline often = reporting.Add("often");
        RecorderPipeline once = reporting.Add("once");
        often.Account.AddDropped(1);
        reporting.Reporter.Report(1);
        often.Account.AddDropped(1);
        once.Account.AddDropped(3);
        reporting.Reporter.Report(5);
        reporting.Time.Advance(DropReporter.Period);
        reporting.Reporter.Report(5);
        reporting.Time.Advance(DropReporter.Period);
        reporting.Reporter.Report(5);

        reporting.Log.Messages(107).ShouldBe([Line("often", 1, 1, Full), Line("once", 3, 3, Full), Line("often", 1, 2, Full)]);
    }

    [Test]
    public void An_unchanged_sum_of_the_loop_spares_the_look_at_its_recorders()
    {
        using Reporting reporting = new();
        RecorderPipeline pipeline = reporting.Add("r");
        pipeline.Account.AddDropped(1);
        reporting.Reporter.Report(0);
        reporting.Log.Count(107).ShouldBe(0);
        reporting.Reporter.Report(1);
        reporting.Log.Count(107).ShouldBe(1);
    }

    [Test]
    public void Refusals_are_called_so_when_nothing_else_was_dropped_meanwhile()
    {
        using Reporting reporting = new();
        RecorderPipeline pipeline = reporting.Add("r");
        pipeline.Account.AddRefused(3);
        Tell();
        pipeline.Account.AddRefused(2);
        pipeline.Account.AddDropped(1);
        Tell();
        pipeline.Account.AddRefused(1);
        Tell();

        reporting.Log.Messages(107).ShouldBe([Line("r", 3, 3, Refused), Line("r", 3, 6, Full), Line("r", 1, 7, Refused)]);

        void Tell()
        {
            reporting.Reporter.Report(pipeline).ShouldBeTrue();
            reporting.Time.Advance(DropReporter.Period);
        }
    }

    [Test]
    public void In_an_ordered_loop_it_is_the_shared_lane_that_has_to_be_larger()
    {
        using Reporting reporting = new(ProducerMode.Ordered);
        RecorderPipeline pipeline = reporting.Add("r");
        pipeline.Account.AddDropped(1);
        reporting.Reporter.Report(pipeline);
        reporting.Log.Messages(107).ShouldBe(
        [
            Line("r", 1, 1, "A lane was full: SharedLaneBytes is 1048576; twice as much costs 1048576 bytes more in all."),
        ]);
    }

    private static string Line(string recorder, int count, int total, string advice) =>
        $"Recorder {recorder} dropped {count} events since the last warning ({total} in total). {advice}";

    /// <summary>A reporter with a table, a clock and a log of its own; its recorders' loop is never driven.</summary>
    private sealed class Reporting : IDisposable
    {
        private readonly MetricsEventLoop _loop = new();
        private readonly RecorderTable _table = new();

        public Reporting(ProducerMode mode = ProducerMode.Striped) =>
            Reporter = new DropReporter(_table, new MetricsEventLoopOptions { ProducerMode = mode, TimeProvider = Time }, Log);

        public DropReporter Reporter { get; }

        public FakeTimeProvider Time { get; } = new();

        public ListLogger Log { get; } = new();

        public RecorderPipeline Add(string id)
        {
            RecorderPipeline pipeline = _loop.CreateRecorder(id).Pipeline;
            _table.Attach(pipeline);
            return pipeline;
        }

        public void Dispose()
        {
            _loop.Dispose();
            Log.Dispose();
        }
    }
}
