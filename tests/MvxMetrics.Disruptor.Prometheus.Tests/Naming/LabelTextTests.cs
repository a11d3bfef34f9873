using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>Labels and help as text of the formats, with everything awkward.</summary>
[TestFixture]
internal sealed class LabelTextTests
{
    public static readonly string[] Awkward =
    [
        "quote \" and \\ and \\n and \n and \r\n", "tab\tbell\a\u0001\u007f", "größe µ 漢字 \ud83d\ude00",
        "{a=\"b\"} 1", "# HELP", " \u00a0x ", "\\", "\"", "\n", "a,b=c", "\u2028\ufeff",
    ];

    [Test]
    public void Labels_keep_every_awkward_value_and_names_are_sanitized(
        [Values] ExpositionFormat format, [ValueSource(nameof(Awkward))] string text)
    {
        using Scene scene = new(new PrometheusOptions());
        MetricsRecorder recorder = scene.Runtime.CreateRecorder($"x{text}x", new RecorderOptions { EntityId = $"e{text}e" });
        recorder.Register(new CounterBy<Point>(
            $"m{text}", static (in Point p) => p.Key, new KeyNames($"k{text}k"), unit: text, description: text));
        scene.Send(recorder, new Point(1));

        Exposition read = scene.Scrape(format);
        ParsedSample sample = read.Samples.Single(static s => s["key"] is not null && s.Name.EndsWith("_total", StringComparison.Ordinal));
        sample["recorder"].ShouldBe($"e{text}e");
        sample["recorder_id"].ShouldBe($"x{text}x");
        sample["key"].ShouldBe($"k{text}k");
        read.Families.Values.Single(f => f.Samples.Contains(sample)).Help.ShouldBe($"{text.TrimEnd('.', ' ')}.");
    }

    [Test]
    public void Labels_stand_behind_commas_and_their_values_are_escaped()
    {
        string one = LabelText.Append(string.Empty, "a", "1");
        one.ShouldBe("a=\"1\"");
        LabelText.Append(one, "b", "say \"x\\y\"\n").ShouldBe("a=\"1\",b=\"say \\\"x\\\\y\\\"\\n\"");
        LabelText.Append(one, "b", string.Empty).ShouldBe("a=\"1\",b=\"\"");
    }

    [Test]
    public void Only_OpenMetrics_escapes_quotes_in_a_help()
    {
        LabelText.Help("a \"b\" \\ \n", ExpositionFormat.OpenMetrics).ShouldBe("a \\\"b\\\" \\\\ \\n");
        LabelText.Help("a \"b\" \\ \n", ExpositionFormat.Text).ShouldBe("a \"b\" \\\\ \\n");
    }

    [Test]
    public void What_UTF_8_cannot_carry_and_the_NUL_are_shown_by_their_numbers()
    {
        Shown("\0").ShouldBe(@"\\u0000");
        Shown("a\ud800").ShouldBe(@"a\\ud800");
        Shown("\ud800a").ShouldBe(@"\\ud800a");
        Shown("\ud800\ud800").ShouldBe(@"\\ud800\\ud800");
        Shown("\udc00\ud83d\ude00").ShouldBe("\\\\udc00\ud83d\ude00");
        Shown("\t\u0001é").ShouldBe("\t\u0001é");

        static string Shown(string text) => LabelText.Help(text, ExpositionFormat.Text);
    }
}
