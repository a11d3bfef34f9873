namespace MvxMetrics.Disruptor;

/// <summary>The version of this adapter, as receivers see it.</summary>
internal static class AdapterVersion
{
    public static string Text { get; } = typeof(AdapterVersion).Assembly.GetName().Version!.ToString(3);
}
