namespace DocumentStorageSample;

/// <summary>Holds what the metrics say against what was really done.</summary>
internal sealed class Check
{
    public int Failures { get; private set; }

    public void Equal(string what, long measured, long done) => Report(measured == done, what, measured, $"{done}");

    public void InRange(string what, long measured, long from, long to) =>
        Report(measured >= from && measured <= to, what, measured, $"{from} to {to}");

    private void Report(bool isRight, string what, long measured, string done)
    {
        if (!isRight) Failures++;
        Console.WriteLine($"  {(isRight ? "ok  " : "FAIL")} {what}: measured {measured}, done {done}");
    }
}
