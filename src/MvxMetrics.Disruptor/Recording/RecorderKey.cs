namespace MvxMetrics.Disruptor;

/// <summary>
/// Names a recorder inside the tag of a slot: a place in the loop's table and how often that place was given away before.
/// <code>
///   tag:  | generation 20 | index 20 | event type 16 |
/// </code>
/// A place whose generations are used up is never given away again, so an event that a late producer publishes for a
/// removed recorder is never mistaken for a later recorder's.
/// </summary>
internal readonly record struct RecorderKey(int Index, int Generation)
{
    public const int IndexBits = 20;
    public const int GenerationBits = SlotHeader.TagBits - EventTypes.Bits - IndexBits;

    /// <summary>The tag of this recorder's events, less the event type.</summary>
    public ulong Tag => (((ulong)(uint)Generation << IndexBits) | (uint)Index) << EventTypes.Bits;

    public static RecorderKey FromTag(ulong tag) => new(
        (int)(tag >> EventTypes.Bits) & ((1 << IndexBits) - 1),
        (int)(tag >> (EventTypes.Bits + IndexBits)));

    public static int EventTypeOf(ulong tag) => (int)tag & ((1 << EventTypes.Bits) - 1);
}
