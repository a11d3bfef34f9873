using System.Globalization;

namespace MvxMetrics.Disruptor;

/// <summary>
/// Keeps label sets apart. Ids and keys differ, except for the few characters that cannot be written as they are. A label set that would be
/// equal to an earlier one gets a label <c>duplicate</c>.
/// </summary>
internal sealed class UniqueLabels
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Returns the labels, with one more if they are taken.</summary>
    public string Of(string labels)
    {
        string unique = labels;
        for (int copy = 2; !_taken.Add(unique); copy++)
            unique = LabelText.Append(labels, "duplicate", copy.ToString(CultureInfo.InvariantCulture));
        return unique;
    }
}
