using System.IO.Pipelines;

namespace MvxMetrics.Disruptor;

/// <summary>Writes lines into a pipe's memory, without flushing.</summary>
internal ref struct PieceWriter(PipeWriter writer, ExpositionLayout layout, ReadOnlySpan<SampleValue> values, ExpositionFormat format)
{
    /// <summary>The memory asked for at a time. The blocks of a pipe have this size.</summary>
    private const int SpanBytes = 4096;

    /// <summary>The most bytes that a line has besides its text: an item, a value, and what stands around them.</summary>
    private const int MaxAroundText = 96;

    private readonly ReadOnlySpan<SampleValue> _values = values;
    private Span<byte> _span;
    private int _used;

    /// <summary>Bytes written so far.</summary>
    public int Written { get; private set; }

    /// <summary>Whether a sample is shown in this scrape and in this format.</summary>
    public readonly bool IsShown(in Sample sample)
    {
        ref readonly SampleValue value = ref _values[sample.Slot];
        if (!value.IsPresent) return false;
        if (format == ExpositionFormat.Text) return (sample.Rules & SampleRules.Created) == 0;
        return (sample.Rules & SampleRules.NotNegative) == 0 || !value.IsNegativeOrNaN;
    }

    /// <summary>Writes a part of the layout's text.</summary>
    public void Text(Range range) => Copy(layout.Text.AsSpan(range));

    /// <summary>Writes the line of a sample.</summary>
    public void Line(in Sample sample)
    {
        Copy(layout.Text.AsSpan(sample.Start, sample.Length));
        if ((sample.Rules & SampleRules.Created) != 0) return;

        Ensure(MaxAroundText);
        if (sample.ItemSlot >= 0)
        {
            _used += NumberWriter.Write(_values[sample.ItemSlot], 0, _span[_used..]);
            Put("\"} "u8);
        }

        _used += NumberWriter.Write(_values[sample.Slot], sample.Exponent, _span[_used..]);
        Put("\n"u8);
    }

    /// <summary>Writes any number of bytes.</summary>
    public void Copy(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _span.Length - _used)
        {
            int part = _span.Length - _used;
            bytes[..part].CopyTo(_span[_used..]);
            _used += part;
            bytes = bytes[part..];
            Ensure(1);
        }

        Put(bytes);
    }

    /// <summary>Advances the pipe past what was written.</summary>
    public void Complete()
    {
        if (_used > 0) writer.Advance(_used);
        Written += _used;
        _used = 0;
        _span = default;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_span[_used..]);
        _used += bytes.Length;
    }

    private void Ensure(int bytes)
    {
        if (_span.Length - _used >= bytes) return;
        Complete();
        _span = writer.GetSpan(SpanBytes);
    }
}
