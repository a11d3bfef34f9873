using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor;

/// <summary>Writes an exposition to a pipe, piece by piece, as fast as the reader takes it.</summary>
internal static class ExpositionWriter
{
    /// <summary>The bytes that are written before a flush.</summary>
    private const int PieceBytes = 32 * 1024;

    /// <summary>Writes the whole exposition. Allocates nothing once warm.</summary>
    /// <returns>False: the reader has gone, and the rest was not written.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<bool> WriteAsync(
        PipeWriter writer, ExpositionLayout layout, ScrapeMemory values, ExpositionFormat format, CancellationToken cancellationToken)
    {
        Position position = default;
        bool isWhole = false;
        while (!isWhole)
        {
            isWhole = WritePiece(writer, layout, values.Values, format, ref position);
            FlushResult flushed = await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (flushed.IsCanceled) throw new OperationCanceledException("The pipe's flush was cancelled.");
            if (flushed.IsCompleted && !isWhole) return false;
        }

        return true;
    }

    private static bool WritePiece(
        PipeWriter writer, ExpositionLayout layout, ReadOnlySpan<SampleValue> values, ExpositionFormat format, ref Position position)
    {
        PieceWriter piece = new(writer, layout, values, format);
        for (; position.Family < layout.Families.Length; position.Family++)
        {
            ref readonly Family family = ref layout.Families[position.Family];
            if (!position.IsInside) position.Sample = family.FirstSample;
            for (; position.Sample < family.EndSample; position.Sample++)
            {
                ref readonly Sample sample = ref layout.Samples[position.Sample];
                if (!piece.IsShown(in sample)) continue;
                // Not earlier: a family without samples has no header.
                if (!position.IsInside) piece.Text(format == ExpositionFormat.Text ? family.TextHeader : family.OpenMetricsHeader);
                position.IsInside = true;
                piece.Line(in sample);
                if (piece.Written < PieceBytes) continue;

                position.Sample++;
                piece.Complete();
                return false;
            }

            position.IsInside = false;
        }

        if (format == ExpositionFormat.OpenMetrics) piece.Copy("# EOF\n"u8);
        piece.Complete();
        return true;
    }

    /// <summary>How far the exposition is written.</summary>
    private struct Position
    {
        public int Family;
        public int Sample;

        /// <summary>Whether the family's header is written.</summary>
        public bool IsInside;
    }
}
