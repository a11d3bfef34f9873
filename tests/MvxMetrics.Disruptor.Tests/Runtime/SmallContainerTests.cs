using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// A runtime with default options in a process that may use 48 MiB: what the collector takes for itself in a container of 64.
/// </summary>
[TestFixture]
internal sealed partial class SmallContainerTests
{
    [TestCase(4)]
    [TestCase(40)]
    public void A_default_runtime_works_there_with_several_threads_and_counts_what_it_loses(int threads)
    {
        ProcessStartInfo start = new(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "MvxMetrics.Disruptor.ExitScenarios.dll"), "small-container", $"{threads}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x3000000";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
            throw new ShouldAssertException($"It hung; it said: {output.Result} {errors.Result}");
        }

        TestContext.Out.WriteLine(output.Result);
        process.ExitCode.ShouldBe(0, errors.Result);
        long[] numbers = [.. Numbers().Matches(output.Result).Select(static m => long.Parse(m.Value))];
        (long limit, long attempted, long accepted, long counted, long dropped, long pending) =
            (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        limit.ShouldBe(0x3000000);
        attempted.ShouldBe(threads * 100_000L);
        (accepted + dropped, counted, pending).ShouldBe((attempted, accepted, 0));
        accepted.ShouldBeGreaterThan(attempted / 4);
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
