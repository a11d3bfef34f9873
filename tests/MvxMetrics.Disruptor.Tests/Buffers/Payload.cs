namespace MvxMetrics.Disruptor.Tests;

/// <summary>Events of one size, any number of whole words up to the most, made at run time: the lanes are generic over the type.</summary>
internal abstract unsafe class Payload
{
    private static readonly Dictionary<int, Payload> s_all = [];

    /// <summary>Bytes of the payload alone.</summary>
    public abstract int Bytes { get; }

    /// <summary>Bytes with the header.</summary>
    public int RecordBytes => Bytes + RecordHeader.Size;

    /// <summary>The payload of so many words, 1 to 127.</summary>
    public static Payload OfWords(int words)
    {
        lock (s_all)
        {
            if (!s_all.TryGetValue(words, out Payload? payload))
                s_all[words] = payload = (Payload)Activator.CreateInstance(typeof(Payload<>).MakeGenericType(TypeOf(words)))!;
            payload.Bytes.ShouldBe(words * 8);
            return payload;
        }
    }

    /// <summary>The header of a record that carries a tag.</summary>
    public abstract ulong HeaderOf(ulong tag);

    public abstract bool Publish(Lane lane, ulong tag, ReadOnlySpan<ulong> words);

    public abstract bool PublishBare(Lane lane, ReadOnlySpan<ulong> words);

    public abstract bool Publish(SharedLane lane, ulong tag, ReadOnlySpan<ulong> words);

    private static Type TypeOf(int words) =>
        words == 1 ? typeof(ulong) : typeof(Both<,>).MakeGenericType(TypeOf(words - (words / 2)), TypeOf(words / 2));

    internal readonly record struct Both<TFirst, TSecond>(TFirst First, TSecond Second)
        where TFirst : unmanaged
        where TSecond : unmanaged;
}
