namespace MvxMetrics.Disruptor;

/// <summary>One line of the exposition, but for its value.</summary>
/// <param name="Start">Where its text begins in the layout's text.</param>
/// <param name="Length">How long it is: up to the value, or up to the value of the label <c>item</c>.</param>
/// <param name="Slot">Which value it shows; without a value there is no line.</param>
/// <param name="ItemSlot">Which value its label <c>item</c> shows; -1: it has none.</param>
/// <param name="Exponent">The power of ten that the value is multiplied by.</param>
/// <param name="Rules">What else is special about it.</param>
internal readonly record struct Sample(int Start, int Length, int Slot, int ItemSlot, int Exponent, SampleRules Rules)
{
    /// <summary>The same sample with its text there.</summary>
    public Sample At(Range text) => this with { Start = text.Start.Value, Length = text.End.Value - text.Start.Value };
}
