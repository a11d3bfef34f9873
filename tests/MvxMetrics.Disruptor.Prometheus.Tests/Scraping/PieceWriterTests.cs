using System.IO.Pipelines;
using System.Text;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Lines in a pipe's memory, wherever its blocks end.</summary>
[TestFixture]
internal sealed class PieceWriterTests
{
    private static readonly SampleValue[] s_values = [42L, default, -1L, (MetricValue)double.NaN, 0L];

    [TestCase(SampleRules.None, 0, true, true)]
    [TestCase(SampleRules.None, 1, false, false)]
    [TestCase(SampleRules.None, 2, true, true)]
    [TestCase(SampleRules.NotNegative, 0, true, true)]
    [TestCase(SampleRules.NotNegative, 2, true, false)]
    [TestCase(SampleRules.NotNegative, 3, true, false)]
    [TestCase(SampleRules.NotNegative, 4, true, true)]
    [TestCase(SampleRules.Created, 0, false, true)]
    [TestCase(SampleRules.Created, 1, false, false)]
    [TestCase(SampleRules.Created | SampleRules.NotNegative, 2, false, false)]
    public void A_sample_is_shown_with_a_value_that_the_format_allows(SampleRules rules, int slot, bool inText, bool inOpenMetrics)
    {
        Sample sample = new(0, 0, slot, -1, 0, rules);
        ExpositionLayout layout = new([], [], [sample], [], s_values.Length);
        PipeWriter writer = new Pipe().Writer;
        new PieceWriter(writer, layout, s_values, ExpositionFormat.Text).IsShown(in sample).ShouldBe(inText);
        new PieceWriter(writer, layout, s_values, ExpositionFormat.OpenMetrics).IsShown(in sample).ShouldBe(inOpenMetrics);
    }

    [Test]
    public void A_line_is_its_text_its_item_and_its_value_and_a_line_that_is_whole_only_its_text()
    {
        byte[] text = "c a{item=\"c_created 1\n"u8.ToArray();
        ExpositionLayout layout = new([], [], [], text, s_values.Length);
        Written(layout, static (ref PieceWriter piece) =>
        {
            piece.Line(new Sample(0, 2, 0, -1, -3, SampleRules.None));
            piece.Line(new Sample(2, 8, 0, 2, 0, SampleRules.None));
            piece.Line(new Sample(10, 12, 0, -1, 0, SampleRules.Created));
            piece.Text(0..2);
        }).ShouldBe("c 42e-3\na{item=\"-1\"} 42\nc_created 1\nc ");
    }

    [Test]
    public void Nothing_is_lost_where_a_block_of_the_pipe_ends()
    {
        TestContext.Out.WriteLine("seed 11");
        Random random = new(11);
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(static i => (char)('a' + (i % 26)))));
        ExpositionLayout layout = new([], [], [], text, s_values.Length);
        (int Start, int Length)[] parts = [.. Enumerable.Range(0, 500).Select(_ => Part(random))];
        StringBuilder expected = new();
        foreach ((int start, int length) in parts)
            expected.Append(Encoding.ASCII.GetString(text, start, length)).Append("42\n").Append(Encoding.ASCII.GetString(text, 0, length));

        Written(layout, (ref PieceWriter piece) =>
        {
            foreach ((int start, int length) in parts)
            {
                piece.Line(new Sample(start, length, 0, -1, 0, SampleRules.None));
                piece.Text(..length);
            }
        }).ShouldBe(expected.ToString());

        static (int, int) Part(Random random) => (random.Next(1000), random.Next(20) == 0 ? random.Next(15_000) : random.Next(100));
    }

    [Test]
    public void Nothing_written_advances_nothing()
    {
        ExpositionLayout layout = new([], [], [], [], 0);
        Written(layout, static (ref PieceWriter piece) => piece.Copy([])).ShouldBeEmpty();
    }

    private delegate void Write(ref PieceWriter piece);

    private static string Written(ExpositionLayout layout, Write write)
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0));
        PieceWriter piece = new(pipe.Writer, layout, s_values, ExpositionFormat.OpenMetrics);
        write(ref piece);
        piece.Complete();
        pipe.Writer.Complete();
        using MemoryStream bytes = new();
        pipe.Reader.CopyToAsync(bytes).GetAwaiter().GetResult();
        piece.Written.ShouldBe((int)bytes.Length);
        return Encoding.ASCII.GetString(bytes.ToArray());
    }
}
