using System.Diagnostics;
using System.Globalization;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>A process to be watched from outside, and the account that it printed. Ends with its input, at the latest.</summary>
internal sealed class Subject : IDisposable
{
    private readonly Process _process;

    public Subject()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "MvxMetrics.Disruptor.OpenTelemetry.Subject.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        line.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue("the subject prints its account");
        string[] account = line.Result.ShouldNotBeNull().Split(' ');
        account[0].ShouldBe("account");
        double[] values = [.. account[1..].Select(static v => double.Parse(v, CultureInfo.InvariantCulture))];
        (Done, Open, Level, Count) = (values[0], values[1], values[2], values[3]);
    }

    public int Id => _process.Id;

    public double Done { get; }

    public double Open { get; }

    public double Level { get; }

    public double Count { get; }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(20_000)) _process.Kill();
        _process.Dispose();
    }
}
