using System.Text;

namespace MvxMetrics.Disruptor;

/// <summary>Makes words that both formats allow out of the names of metrics and dimensions.</summary>
internal static class MetricName
{
    /// <summary>
    /// Keeps ASCII letters, digits and underscores, and replaces every other character by an underscore. Before a leading digit it adds an
    /// underscore. A colon would be legal, but it is for the server's recording rules.
    /// </summary>
    public static string Sanitize(string name)
    {
        StringBuilder words = new(name.Length + 1);
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) words.Append('_');
        foreach (char c in name) words.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return words.ToString();
    }
}
