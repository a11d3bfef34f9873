using System.Collections.Concurrent;
using System.Diagnostics;

namespace MvxMetrics.Disruptor.StressTests;

/// <summary>What a round did, for the report of a failure. Keeps the last lines only.</summary>
internal sealed class History(int seed)
{
    private const int Kept = 400;

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly long _started = Stopwatch.GetTimestamp();

    public void Add(string line)
    {
        _lines.Enqueue($"{Stopwatch.GetElapsedTime(_started).TotalMilliseconds,9:0.000} {line}");
        if (_lines.Count > Kept) _lines.TryDequeue(out _);
    }

    public void Print()
    {
        Console.WriteLine($"History of the round with seed {seed}:");
        foreach (string line in _lines) Console.WriteLine(line);
    }
}
