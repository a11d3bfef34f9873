using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Chooses the format from the Accept header of a request. If the header cannot be read, or accepts neither format, the text format is
/// chosen: an answer helps a scraper more than no answer. Any thread.
/// </summary>
internal static class AcceptHeader
{
    private const int MaxKnown = 32;

    /// <summary>The headers seen before. Scrapers send the same header again and again, and reading it allocates.</summary>
    private static readonly ConcurrentDictionary<string, ExpositionFormat> s_known = new(StringComparer.Ordinal);

    /// <summary>The format for a header. It allocates nothing for a header that was seen before.</summary>
    public static ExpositionFormat Choose(StringValues header)
    {
        if (header.Count == 0) return ExpositionFormat.Text;
        if (header.Count > 1) return Read([.. header.OfType<string>()]);
        string one = header[0] ?? string.Empty;
        if (s_known.TryGetValue(one, out ExpositionFormat format)) return format;

        format = Read([one]);
        if (s_known.Count < MaxKnown) s_known.TryAdd(one, format);
        return format;
    }

    private static ExpositionFormat Read(IList<string> headers)
    {
        if (!MediaTypeHeaderValue.TryParseStrictList(headers, out IList<MediaTypeHeaderValue>? ranges)) return ExpositionFormat.Text;
        if (ranges.Any(HasBadQuality)) return ExpositionFormat.Text;
        double open = Quality(ranges, "application/openmetrics-text", "1.0.0");
        return open > 0 && open >= Quality(ranges, "text/plain", "0.0.4") ? ExpositionFormat.OpenMetrics : ExpositionFormat.Text;
    }

    private static bool HasBadQuality(MediaTypeHeaderValue range) =>
        !(range.Quality is >= 0 and <= 1) && range.Parameters.Any(static p => p.Name.Equals("q", StringComparison.OrdinalIgnoreCase));

    // The most specific range that fits gives the quality. OpenMetrics must be named, because not every client that accepts anything can
    // read it.
    private static double Quality(IList<MediaTypeHeaderValue> ranges, string type, string version)
    {
        int specific = -1;
        double quality = 0;
        foreach (MediaTypeHeaderValue range in ranges)
        {
            int fit = Fit(range, type, version);
            if (fit < 0 || fit < specific) continue;
            quality = fit == specific ? Math.Max(quality, range.Quality ?? 1) : range.Quality ?? 1;
            specific = fit;
        }

        return quality;
    }

    private static int Fit(MediaTypeHeaderValue range, string type, string version)
    {
        bool isText = type == "text/plain";
        if (range.MatchesAllTypes) return isText ? 0 : -1;
        if (range.MatchesAllSubTypes) return isText && range.Type.Equals("text", StringComparison.OrdinalIgnoreCase) ? 1 : -1;
        if (!range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)) return -1;

        NameValueHeaderValue? wanted =
            range.Parameters.FirstOrDefault(static p => p.Name.Equals("version", StringComparison.OrdinalIgnoreCase));
        if (wanted is null) return 2;
        return HeaderUtilities.RemoveQuotes(wanted.Value).Equals(version, StringComparison.Ordinal) ? 3 : -1;
    }
}
