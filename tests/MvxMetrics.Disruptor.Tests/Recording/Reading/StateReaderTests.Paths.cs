using System.Runtime.InteropServices;
using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Tests;

/// <content>Each way a copy can come about: by the reader, inside the loop, by the loop, after the loop, not at all.</content>
internal sealed partial class StateReaderTests
{
    private readonly SeqLock _stateLock = new();

    [Test]
    public void Where_nobody_writes_the_reader_copies_states_one_behind_the_other_without_the_loop()
    {
        using SettableHost host = new() { Posting = static _ => throw new InvalidOperationException("not needed") };
        StateReader reader = new(_stateLock, host);
        Span<byte> copy = stackalloc byte[16];
        reader.Copy([With(5), With(7)], copy, CopyExtent.Whole);
        MemoryMarshal.Cast<byte, long>(copy).ToArray().ShouldBe([5, 7]);
        (reader.Retries, reader.ServicedCopies).ShouldBe((0, 0));
    }

    [Test]
    public void Inside_the_loop_an_open_section_is_ones_own_and_no_obstacle()
    {
        using SettableHost host = new() { Posting = static _ => false, IsInsideLoop = true };
        StateReader reader = new(_stateLock, host);
        _stateLock.BeginWrite();
        Read(reader, With(5)).ShouldBe(5);
        (reader.Retries, reader.ServicedCopies).ShouldBe((0, 0));
    }

    [TestCase(2, 16)]
    [TestCase(1024, 16, Description = "8192 bytes")]
    [TestCase(1025, 2)]
    public void A_reader_that_always_meets_the_writer_asks_the_loop_and_sooner_for_a_large_state(int words, int attempts)
    {
        List<LoopCommand> posted = [];
        using SettableHost host = new()
        {
            Posting = command =>
            {
                posted.Add(command);
                command.Execute();
                return true;
            },
        };
        StateReader reader = new(_stateLock, host);
        RowMetric metric = new(words - 1);
        _stateLock.BeginWrite();
        byte[] copy = new byte[metric.StateBytes];
        copy.Length.ShouldBe(8 * words);
        reader.CopyState(metric, copy, CopyExtent.Whole);
        MemoryMarshal.Read<long>(copy).ShouldBe(words - 1);
        posted.Count.ShouldBe(1);
        (reader.Retries, reader.ServicedCopies).ShouldBe((attempts, 1));
        (host.Reads.Retries, host.Reads.ServicedCopies).ShouldBe((attempts, 1), "the loop counts them too");
    }

    [Test]
    public void Where_nobody_drives_the_loop_the_reader_runs_its_commands()
    {
        LoopCommand? posted = null;
        int runs = 0;
        using SettableHost host = new()
        {
            Posting = command =>
            {
                posted = command;
                return true;
            },
            Running = () =>
            {
                if (++runs == 3) posted!.Execute();
            },
        };
        StateReader reader = new(_stateLock, host);
        _stateLock.BeginWrite();
        Read(reader, With(6)).ShouldBe(6);
        (runs, reader.ServicedCopies).ShouldBe((3, 1));
    }

    [Test]
    public void After_the_loop_has_closed_the_reader_waits_for_its_last_section_and_copies_by_itself()
    {
        using SettableHost host = new() { Posting = static _ => false };
        StateReader reader = new(_stateLock, host);
        TickLog metric = With(1);
        _stateLock.BeginWrite();
        Task<long> reading = Task.Run(() => Read(reader, metric));
        Eventually.ShouldBeTrue(() => reader.Retries > 20, "it goes on trying");
        reading.IsCompleted.ShouldBeFalse();
        metric.HandleEvent(new Tick(2));
        _stateLock.EndWrite();
        reading.WaitAsync(Patience).GetAwaiter().GetResult().ShouldBe(3);
        reader.ServicedCopies.ShouldBe(0);
    }

    [Test]
    public void A_section_that_stays_open_ends_the_wait_with_advice([Values] bool isClosed)
    {
        using SettableHost host = new() { Posting = _ => !isClosed };
        StateReader reader = new(_stateLock, host);
        _stateLock.BeginWrite();
        TimeSpan before = StateReader.TimeLimit;
        try
        {
            StateReader.TimeLimit = TimeSpan.FromMilliseconds(200);
            Should.Throw<MetricsException>(() => Read(reader, With(1))).Message.ShouldBe(
                "A snapshot was asked for, and a handler has not returned for 0.2 s: the state is in the middle of a change. "
                + "Find the metric or OnMetricChanged hook that blocks.");
        }
        finally
        {
            StateReader.TimeLimit = before;
        }
    }

    private static TickLog With(long sum)
    {
        TickLog log = new();
        log.HandleEvent(new Tick(sum));
        return log;
    }

    private static long Read(StateReader reader, Metric metric)
    {
        byte[] copy = new byte[metric.StateBytes];
        reader.CopyState(metric, copy, CopyExtent.Whole);
        return MemoryMarshal.Read<long>(copy);
    }

    private sealed class RowMetric : Metric<long, long>
    {
        public RowMetric(int cells)
            : base("row", cells) => State = cells;

        protected override void WriteDimensions(in long state, ReadOnlySpan<long> cells, ref DimensionWriter writer) =>
            writer.Add("cells", state);
    }
}
