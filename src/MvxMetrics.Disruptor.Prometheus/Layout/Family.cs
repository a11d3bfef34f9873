namespace MvxMetrics.Disruptor;

/// <summary>Samples of the same name: what stands above them in each format, and which they are.</summary>
/// <param name="TextHeader">Its part of the layout's text in the text format.</param>
/// <param name="OpenMetricsHeader">In OpenMetrics.</param>
/// <param name="FirstSample">Its first sample.</param>
/// <param name="EndSample">The first one behind it.</param>
internal readonly record struct Family(Range TextHeader, Range OpenMetricsHeader, int FirstSample, int EndSample);
