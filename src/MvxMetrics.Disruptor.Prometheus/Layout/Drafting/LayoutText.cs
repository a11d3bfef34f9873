using System.Buffers;
using System.Text;

namespace MvxMetrics.Disruptor;

/// <summary>Collects the text of a layout.</summary>
internal sealed class LayoutText
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);

    /// <summary>Adds a text and returns where it is.</summary>
    public Range Add(string text)
    {
        int start = _bytes.WrittenCount;
        Encoding.UTF8.GetBytes(text, _bytes);
        return start.._bytes.WrittenCount;
    }

    /// <summary>The whole text.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
