namespace MvxMetrics.Disruptor;

/// <summary>
/// A recorder's place in its loop's table, for as long as the recorder exists: its events carry it in their headers.
/// <code>
///   tag:  | place 40 | event type 16 |
/// </code>
/// The place is given away again only when no event for this recorder can come any more. That is certain once the
/// recorder is garbage: every publication keeps its recorder alive until its last store. Hence the finalizer, which
/// hands the place back to the loop, and the loop waits until the lanes have been drained past that point.
/// </summary>
internal sealed class RecorderKey(IRecorderHost host, int place)
{
    /// <summary>Hands the place back.</summary>
    ~RecorderKey() => host.ReturnPlace(place);

    /// <summary>Index into the loop's table.</summary>
    public int Place => place;

    /// <summary>The tag of this recorder's events, less the event type.</summary>
    public ulong Tag => (ulong)(uint)place << EventTypes.Bits;

    public static int PlaceOf(ulong tag) => (int)(tag >> EventTypes.Bits);

    public static int EventTypeOf(ulong tag) => (int)tag & ((1 << EventTypes.Bits) - 1);
}
