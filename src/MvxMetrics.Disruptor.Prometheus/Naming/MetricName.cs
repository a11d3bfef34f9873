using System.Text;

namespace MvxMetrics.Disruptor;

/// <summary>Turns names of metrics and dimensions into words that both formats allow.</summary>
internal static class MetricName
{
    /// <summary>
    /// Letters, digits and underscores of ASCII as they are, every other character an underscore; one before a leading digit. The colon is
    /// legal, but belongs to the server's recording rules.
    /// </summary>
    public static string Sanitize(string name)
    {
        StringBuilder words = new(name.Length + 1);
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) words.Append('_');
        foreach (char c in name) words.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return words.ToString();
    }
}
