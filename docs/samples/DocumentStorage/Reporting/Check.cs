namespace DocumentStorageSample;

/// <summary>Holds what the metrics say against what was really done.</summary>
internal sealed class Check
{
    public int Failures { get; private set; }

    public void Equal(string what, long measured, long done)
    {
        bool equal = measured == done;
        if (!equal) Failures++;
        Console.WriteLine($"  {(equal ? "ok  " : "FAIL")} {what}: measured {measured}, done {done}");
    }
}
