using System.Diagnostics;
using System.Globalization;

namespace MvxMetrics.Disruptor.Prometheus.Tests;

/// <summary>A process to be scraped, which keeps an account of its own.</summary>
internal sealed class TargetProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>In the project's own folder, where everything that it needs lies beside it.</summary>
    private static readonly string s_program = Path.Combine(
        AppContext.BaseDirectory.Replace(
            "MvxMetrics.Disruptor.Prometheus.Tests", "processes/MvxMetrics.Disruptor.Prometheus.Target", StringComparison.Ordinal),
        "MvxMetrics.Disruptor.Prometheus.Target.dll");

    private readonly Process _process;

    public TargetProcess(int manyRecorders = 0, int port = 0)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                s_program, manyRecorders.ToString(CultureInfo.InvariantCulture), port.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Url = new Uri(ReadLine());
    }

    public Uri Url { get; }

    /// <summary>What it has done by its own account.</summary>
    public long Done { get; private set; }

    public long Nanoseconds { get; private set; }

    public void Work(int count) => Tell($"work {count}");

    public void Remove(string recorder) => Tell($"remove {recorder}");

    public void Dispose()
    {
        if (!_process.HasExited) _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000)) _process.Kill();
        _process.Dispose();
    }

    private void Tell(string command)
    {
        _process.StandardInput.WriteLine(command);
        string[] account = ReadLine().Split(' ');
        Done = long.Parse(account[0], CultureInfo.InvariantCulture);
        Nanoseconds = long.Parse(account[1], CultureInfo.InvariantCulture);
    }

    private string ReadLine()
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        line.Wait(s_patience).ShouldBeTrue("the target answers");
        return line.Result.ShouldNotBeNull("the target lives");
    }
}
