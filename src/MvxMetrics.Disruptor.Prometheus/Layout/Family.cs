namespace MvxMetrics.Disruptor;

/// <summary>The samples of one name: the text above them in each format, and which samples they are.</summary>
/// <param name="TextHeader">Its header in the layout's text, in the text format.</param>
/// <param name="OpenMetricsHeader">Its header in the layout's text, in OpenMetrics.</param>
/// <param name="FirstSample">Its first sample.</param>
/// <param name="EndSample">The first sample behind it.</param>
internal readonly record struct Family(Range TextHeader, Range OpenMetricsHeader, int FirstSample, int EndSample);
