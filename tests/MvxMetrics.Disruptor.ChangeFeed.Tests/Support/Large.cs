using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.FeedTests;

/// <summary>The largest event there can be, every word of which follows from who sent it as which: one word of another is seen.</summary>
internal struct Large : IMetricEvent
{
    private Words _words;

    public Large(int producer, long number)
    {
        for (int i = 0; i < 31; i++) _words[i] = Word(producer, number, i);
        _words[0] = (ulong)producer;
        _words[1] = (ulong)number;
    }

    public static string EventType => "test.large";

    public readonly int Producer => (int)_words[0];

    public readonly long Number => (long)_words[1];

    public readonly bool IsTorn
    {
        get
        {
            for (int i = 2; i < 31; i++)
                if (_words[i] != Word(Producer, Number, i)) return true;
            return false;
        }
    }

    private static ulong Word(int producer, long number, int index) =>
        ((ulong)number + ((ulong)producer << 40) + ((ulong)index << 56)) * 0x9E3779B97F4A7C15UL;

    [InlineArray(31)]
    private struct Words
    {
        private ulong _first;
    }
}
