using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>
/// A strict reader of both formats: whatever the specifications forbid is an error here, and so is what they only discourage. Written
/// from the specifications, and shares nothing with the library.
/// </summary>
internal sealed partial class ExpositionParser
{
    private readonly bool _isOpen;
    private readonly Dictionary<string, ParsedFamily> _families = [];
    private readonly HashSet<string> _series = [];
    private readonly HashSet<string> _names = [];
    private ParsedFamily? _family;

    private ExpositionParser(ExpositionFormat format) => _isOpen = format == ExpositionFormat.OpenMetrics;

    public static Exposition Parse(byte[] bytes, ExpositionFormat format)
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        ExpositionParser parser = new(format);
        try
        {
            parser.Read(text);
        }
        catch (FormatException error)
        {
            throw new ShouldAssertException($"{error.Message}\n{text}", error);
        }

        return new Exposition(text, parser._families);
    }

    public static double Number(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ when RealNumber().IsMatch(text) => double.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new FormatException($"'{text}' is no number."),
    };

    private void Read(string text)
    {
        Require(text.Length == 0 || text[^1] == '\n', "the last line does not end");
        string[] lines = text.Split('\n')[..^1];
        if (_isOpen)
        {
            Require(lines is [.., "# EOF"], "no # EOF at the end");
            lines = lines[..^1];
        }

        foreach (string line in lines)
        {
            if (line.StartsWith('#')) Comment(line);
            else Sample(line);
        }

        foreach (ParsedFamily family in _families.Values) Check(family);
    }

    private void Comment(string line)
    {
        string[] words = line.Split(' ', 4);
        Require(words.Length >= 3 && words[0] == "#", $"a bad comment: {line}");
        if (words[1] == "TYPE")
        {
            Require(words.Length == 4 && words[3] is "counter" or "gauge" or "histogram" or "summary", $"a bad type: {line}");
            Require(Name().IsMatch(words[2]), $"a bad name: {line}");
            _family = new ParsedFamily(words[2], words[3]);
            Require(_families.TryAdd(words[2], _family), $"family {words[2]} comes twice");
            foreach (string name in NamesOf(_family)) Require(_names.Add(name), $"families share the name {name}");
            return;
        }

        Require(_family is not null && words[2] == _family.Name && _family.Samples.Count == 0, $"out of place: {line}");
        if (words[1] == "HELP") _family!.Help = Unescape(words.ElementAtOrDefault(3) ?? string.Empty, _isOpen);
        else if (words[1] == "UNIT" && _isOpen) _family!.Unit = words[3];
        else throw new FormatException($"an unknown comment: {line}");
    }

    private void Sample(string line)
    {
        Match match = SampleLine().Match(line);
        Require(match.Success, $"a bad line: {line}");
        List<KeyValuePair<string, string>> labels = [];
        foreach (Match label in Label().Matches(match.Groups["labels"].Value))
            labels.Add(KeyValuePair.Create(label.Groups["name"].Value, Unescape(label.Groups["value"].Value, quotes: true)));
        Require(labels.Select(static l => l.Key).Distinct().Count() == labels.Count, $"a label comes twice: {line}");

        ParsedSample sample = new(match.Groups["name"].Value, labels, match.Groups["value"].Value);
        _ = sample.Value;
        Require(_series.Add(sample.Series), $"a series comes twice: {line}");
        Require(_family is not null && NamesOf(_family).Contains(sample.Name), $"a sample outside its family: {line}");
        Require(
            _family!.Type is "gauge" || sample.Name != _family.Name || !_isOpen || sample["quantile"] is not null,
            $"a bad suffix: {line}");
        Require(
            _isOpen || _family.Type is "gauge" || !sample.Name.EndsWith("_created", StringComparison.Ordinal),
            $"created in the text format: {line}");
        Require(
            _family.Type is "gauge" || !_isOpen || sample["quantile"] is not null || sample.Value >= 0,
            $"a negative sum in OpenMetrics: {line}");
        _family.Samples.Add(sample);
    }

    private static void Check(ParsedFamily family)
    {
        Require(family.Help is { Length: > 0 }, $"{family.Name} has no help");
        Require(family.Samples.Count > 0, $"{family.Name} has no samples");
        if (family.Unit is not null)
            Require(family.Name.EndsWith($"_{family.Unit}", StringComparison.Ordinal), $"{family.Name} does not end with its unit");
        string[] points = [.. family.Samples.Select(static s => s.Point)];
        Require(
            points.Where((p, i) => i == 0 || p != points[i - 1]).Distinct().Count()
                == points.Where((p, i) => i == 0 || p != points[i - 1]).Count(),
            $"points of {family.Name} are mixed");
        if (family.Type == "counter" && family.Samples.Any(s => s.Name == $"{family.Name}_created"))
        {
            foreach (var point in family.Samples.GroupBy(static s => s.Point))
                Require(point.Any(s => s.Name == $"{family.Name}_total"), $"{family.Name} has a point without a total");
        }

        if (family.Type == "histogram")
            foreach (var point in family.Samples.GroupBy(static s => s.Point)) CheckHistogram(family.Name, [.. point]);
    }

    private static void CheckHistogram(string name, ParsedSample[] point)
    {
        ParsedSample[] buckets = [.. point.Where(s => s.Name == $"{name}_bucket")];
        double[] bounds = [.. buckets.Select(static b => Number(b["le"]!))];
        double[] counts = [.. buckets.Select(static b => b.Value)];
        Require(
            bounds.SequenceEqual(bounds.Order()) && bounds[^1] == double.PositiveInfinity, $"bounds of {name}: {string.Join(' ', bounds)}");
        Require(
            buckets.All(static b =>
                b["le"] == "+Inf"
                || b["le"]!.Contains('.', StringComparison.Ordinal)
                || b["le"]!.Contains('e', StringComparison.Ordinal)),
            $"bounds of {name} are not canonical");
        Require(counts.SequenceEqual(counts.Order()), $"counts of {name} are not cumulative: {string.Join(' ', counts)}");
        Require(point.Single(s => s.Name == $"{name}_count").Value == counts[^1], $"{name}: +Inf is not the count");
        Require(point.Any(s => s.Name == $"{name}_sum"), $"{name} has no sum");
    }

    private string[] NamesOf(ParsedFamily family) => family.Type switch
    {
        "counter" when _isOpen => [family.Name, $"{family.Name}_total", $"{family.Name}_created"],
        "histogram" => [family.Name, $"{family.Name}_bucket", $"{family.Name}_sum", $"{family.Name}_count", $"{family.Name}_created"],
        "summary" => [family.Name, $"{family.Name}_sum", $"{family.Name}_count", $"{family.Name}_created"],
        _ => [family.Name],
    };

    private static string Unescape(string text, bool quotes)
    {
        StringBuilder plain = new();
        for (int i = 0; i < text.Length; i++)
        {
            Require(text[i] != '\0', "a NUL");
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            Require(++i < text.Length, "an escape at the end");
            plain.Append(text[i] switch
            {
                '\\' => '\\',
                'n' => '\n',
                '"' when quotes => '"',
                _ => throw new FormatException($"a bad escape in {text}"),
            });
        }

        return plain.ToString();
    }

    private static void Require(bool condition, string what)
    {
        if (!condition) throw new FormatException(what);
    }

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^(?<name>[a-zA-Z_][a-zA-Z0-9_]*)"
        + @"(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*=""(\\.|[^\\""\n])*""(,[a-zA-Z_][a-zA-Z0-9_]*=""(\\.|[^\\""\n])*"")*)\})?"
        + @" (?<value>[^ ]+)\z",
        RegexOptions.Singleline)]
    private static partial Regex SampleLine();

    [GeneratedRegex(@"(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=""(?<value>(\\.|[^\\""\n])*)""", RegexOptions.Singleline)]
    private static partial Regex Label();

    [GeneratedRegex(@"^-?\d+(\.\d+)?([eE][+-]?\d+)?\z")]
    private static partial Regex RealNumber();
}
