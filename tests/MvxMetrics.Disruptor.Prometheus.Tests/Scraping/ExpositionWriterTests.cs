using System.IO.Pipelines;
using System.Text;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A layout and its values, as a pipe gets them, piece by piece.</summary>
[TestFixture]
internal sealed class ExpositionWriterTests
{
    private static readonly byte[] s_text = "# text\n# open\na b c "u8.ToArray();

    [TestCase(ExpositionFormat.Text, "# text\na 1\nc 3\n")]
    [TestCase(ExpositionFormat.OpenMetrics, "# open\na 1\nc 3\n# EOF\n")]
    public async Task A_family_has_its_header_once_and_none_without_samples(ExpositionFormat format, string expected)
    {
        const int Absent = 3;
        ExpositionLayout layout = new(
            [],
            [Family(0, 1), Family(1, 4), Family(4, 5)],
            [Line("a", Absent), Line("a", 0), Line("b", Absent), Line("c", 2), Line("c", Absent)],
            s_text,
            4);
        using ScrapeMemory memory = Values(1, 2, 3);
        Pipe pipe = new();
        (await ExpositionWriter.WriteAsync(pipe.Writer, layout, memory, format, default)).ShouldBeTrue();
        (await ReadAsync(pipe)).ShouldBe(expected);

        static Sample Line(string name, int slot) => new(14 + (2 * (name[0] - 'a')), 2, slot, -1, 0, SampleRules.None);
    }

    [Test]
    public async Task Pieces_go_on_where_the_last_one_ended()
    {
        ExpositionLayout layout = Large(out string expected);
        using ScrapeMemory memory = Values(1);
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        Task<bool> writing = ExpositionWriter.WriteAsync(pipe.Writer, layout, memory, ExpositionFormat.OpenMetrics, default).AsTask();
        StringBuilder read = new();
        int pieces = 0;
        while (read.Length < expected.Length)
        {
            ReadResult result = await pipe.Reader.ReadAsync();
            read.Append(Encoding.ASCII.GetString(result.Buffer));
            pipe.Reader.AdvanceTo(result.Buffer.End);
            pieces++;
        }

        (await writing).ShouldBeTrue();
        read.ToString().ShouldBe(expected);
        pieces.ShouldBeGreaterThan(2);
    }

    [Test]
    public async Task A_reader_that_has_gone_ends_the_writing_unless_all_is_written()
    {
        using ScrapeMemory memory = Values(1);
        Pipe pipe = new();
        await pipe.Reader.CompleteAsync();
        (await ExpositionWriter.WriteAsync(pipe.Writer, Large(out _), memory, ExpositionFormat.Text, default)).ShouldBeFalse();
        ExpositionLayout small = new([], [Family(0, 1)], [new Sample(14, 2, 0, -1, 0, SampleRules.None)], s_text, 1);
        (await ExpositionWriter.WriteAsync(pipe.Writer, small, memory, ExpositionFormat.Text, default)).ShouldBeTrue();
    }

    [Test]
    public async Task A_flush_that_is_cancelled_ends_the_writing_with_an_error()
    {
        using ScrapeMemory memory = Values(1);
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        ValueTask<bool> pending = ExpositionWriter.WriteAsync(pipe.Writer, Large(out _), memory, ExpositionFormat.Text, default);
        pending.IsCompleted.ShouldBeFalse();
        pipe.Writer.CancelPendingFlush();
        await Should.ThrowAsync<OperationCanceledException>(() => pending.AsTask());

        using CancellationTokenSource over = new();
        await over.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => ExpositionWriter.WriteAsync(
            new Pipe().Writer, Large(out _), memory, ExpositionFormat.Text, over.Token).AsTask());
    }

    private static Family Family(int first, int end) => new(0..7, 7..14, first, end);

    private static ExpositionLayout Large(out string expected)
    {
        const int Samples = 50_000;
        expected = $"# open\n{string.Concat(Enumerable.Repeat("a 1\n", Samples))}# EOF\n";
        Sample sample = new(14, 2, 0, -1, 0, SampleRules.None);
        return new ExpositionLayout([], [Family(0, Samples)], [.. Enumerable.Repeat(sample, Samples)], s_text, 1);
    }

    private static ScrapeMemory Values(params ReadOnlySpan<long> values)
    {
        ScrapeMemory memory = new();
        Span<SampleValue> room = memory.Prepare(values.Length + 1);
        for (int i = 0; i < values.Length; i++) room[i] = values[i];
        return memory;
    }

    private static async Task<string> ReadAsync(Pipe pipe)
    {
        await pipe.Writer.CompleteAsync();
        using MemoryStream bytes = new();
        await pipe.Reader.CopyToAsync(bytes);
        return Encoding.ASCII.GetString(bytes.ToArray());
    }
}
