namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The limits of a window: 1 second to 1 day, in 2 to 1000 slices of at least a tenth of a second. The loop gives a tick as often as that,
/// so a shorter slice might get no tick.
/// </summary>
internal static class WindowLimits
{
    private const int MaxSlices = 1000;

    private static readonly TimeSpan s_shortestSlice = TimeSpan.FromMilliseconds(100);

    /// <summary>Checks a window and its number of slices, and returns the number.</summary>
    public static int Checked(TimeSpan window, int slices)
    {
        RequireLength(window, nameof(window));
        if (slices is < 2 or > MaxSlices || window / slices < s_shortestSlice)
        {
            throw new ArgumentOutOfRangeException(
                nameof(slices),
                slices,
                $"There must be 2 to {MaxSlices} slices, each of at least {s_shortestSlice.TotalMilliseconds} ms: "
                + $"at most {Math.Min(MaxSlices, window.Ticks / s_shortestSlice.Ticks)} in a window of {window}. "
                + "Choose fewer, or a longer window.");
        }

        return slices;
    }

    /// <summary>Refuses a window that is too short or too long.</summary>
    public static void RequireLength(TimeSpan window, string argument)
    {
        if (window < TimeSpan.FromSeconds(1) || window > TimeSpan.FromDays(1))
            throw new ArgumentOutOfRangeException(argument, window, "A window must last between 1 second and 1 day.");
    }
}
