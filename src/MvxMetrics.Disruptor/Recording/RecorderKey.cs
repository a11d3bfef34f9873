namespace MvxMetrics.Disruptor;

/// <summary>
/// A recorder's place in its loop's table, as long as the recorder exists. The headers of its events carry the place.
/// <code>
///   tag:  | place 40 | event type 16 |
/// </code>
/// The place is used again only when no event for this recorder can come any more. That is certain when the recorder is garbage, because
/// every publication keeps its recorder alive until its last store. So the finalizer returns the place to the loop. The loop frees it when
/// the lanes have been drained past that point.
/// </summary>
internal sealed class RecorderKey(IRecorderHost host, int place)
{
    /// <summary>Returns the place.</summary>
    ~RecorderKey() => host.ReturnPlace(place);

    /// <summary>The index into the loop's table.</summary>
    public int Place => place;

    /// <summary>The tag of this recorder's events, without the event type.</summary>
    public ulong Tag => (ulong)(uint)place << EventTypes.Bits;

    public static int PlaceOf(ulong tag) => (int)(tag >> EventTypes.Bits);

    public static int EventTypeOf(ulong tag) => (int)tag & ((1 << EventTypes.Bits) - 1);
}
