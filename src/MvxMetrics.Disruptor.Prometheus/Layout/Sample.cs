namespace MvxMetrics.Disruptor;

/// <summary>One line of the exposition, without its value.</summary>
/// <param name="Start">Where its text begins in the layout's text.</param>
/// <param name="Length">The length of its text: up to the value, or up to the value of the label <c>item</c>.</param>
/// <param name="Slot">The slot of the value that it shows. Without a value there is no line.</param>
/// <param name="ItemSlot">The slot of the value of its label <c>item</c>; -1: it has none.</param>
/// <param name="Exponent">The power of ten that the value is multiplied by.</param>
/// <param name="Rules">What else is special about it.</param>
internal readonly record struct Sample(int Start, int Length, int Slot, int ItemSlot, int Exponent, SampleRules Rules)
{
    /// <summary>The same sample with its text at this range.</summary>
    public Sample At(Range text) => this with { Start = text.Start.Value, Length = text.End.Value - text.Start.Value };
}
