using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Keeps label sets apart. Ids and keys differ, but for the few characters that cannot be written as they are: who comes second then gets a
/// label <c>duplicate</c>.
/// </summary>
internal sealed class UniqueLabels
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The labels, or more of them.</summary>
    public string Of(string labels)
    {
        string unique = labels;
        for (int copy = 2; !_taken.Add(unique); copy++)
            unique = LabelText.Append(labels, "duplicate", copy.ToString(CultureInfo.InvariantCulture));
        return unique;
    }
}
