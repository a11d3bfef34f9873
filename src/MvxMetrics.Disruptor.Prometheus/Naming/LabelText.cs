using System.Globalization;
using System.Text;

namespace MvxMetrics.Disruptor;

/// <summary>Labels and help texts in the form of the formats.</summary>
internal static class LabelText
{
    /// <summary>Appends <c>name="value"</c>, with a comma before it if there is already a label.</summary>
    public static string Append(string labels, string name, string value) =>
        $"{labels}{(labels.Length == 0 ? string.Empty : ",")}{name}=\"{Escape(value, quotes: true)}\"";

    /// <summary>The text of a HELP line; only OpenMetrics escapes quotes there.</summary>
    public static string Help(string text, ExpositionFormat format) => Escape(text, quotes: format == ExpositionFormat.OpenMetrics);

    // Other characters are allowed as they are. Characters that UTF-8 cannot encode, and NUL, at which the server's lexer ends, are shown
    // as their numbers.
    private static string Escape(string text, bool quotes)
    {
        StringBuilder escaped = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) escaped.Append(c).Append(text[++i]);
            else if (c == '\\') escaped.Append(@"\\");
            else if (c == '\n') escaped.Append(@"\n");
            else if (c == '"' && quotes) escaped.Append("\\\"");
            else if (c == '\0' || char.IsSurrogate(c)) escaped.Append(CultureInfo.InvariantCulture, $@"\\u{(int)c:x4}");
            else escaped.Append(c);
        }

        return escaped.ToString();
    }
}
