using System.Diagnostics;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>Processes that end without an orderly shutdown: none hangs, none crashes for our sake. Each is a real child process.</summary>
internal sealed class ProcessExitTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [TestCase("return-from-main")]
    [TestCase("return-while-producers-record")]
    [TestCase("return-while-handler-blocks")]
    public void A_process_that_forgets_its_runtime_ends(string scenario)
    {
        Outcome outcome = Run(scenario);
        outcome.ExitCode.ShouldBe(0, outcome.Errors);
        outcome.Output.ShouldContain("main returns");
        outcome.Errors.ShouldBeEmpty();
    }

    [Test]
    public void A_foreground_runtime_keeps_its_process_until_it_is_shut_down()
    {
        Outcome outcome = Run("foreground-thread");
        outcome.ExitCode.ShouldBe(0, outcome.Errors);
        outcome.Output.IndexOf("shutting down", StringComparison.Ordinal)
            .ShouldBeGreaterThan(outcome.Output.IndexOf("main returns", StringComparison.Ordinal));
    }

    [Test]
    public void A_shutdown_in_ProcessExit_applies_everything()
    {
        Outcome outcome = Run("shutdown-in-process-exit");
        outcome.ExitCode.ShouldBe(0, outcome.Errors);
        outcome.Output.ShouldContain("clean True, counted 1000, Closed");
    }

    [Test]
    public void An_unhandled_exception_of_a_producer_ends_the_process_with_that_exception_alone()
    {
        Outcome outcome = Run("unhandled-in-producer");
        outcome.ExitCode.ShouldNotBe(0);
        outcome.Errors.ShouldContain("the producer's own error");
        outcome.Errors.ShouldNotContain("MvxMetrics.Disruptor.Metrics");
    }

    [TestCase("exit-in-handler")]
    [TestCase("exit-in-handler-then-shutdown")]
    [TestCase("exit-in-change-hook")]
    [TestCase("exit-in-starting-hook")]
    [TestCase("exit-in-manual-loop")]
    public void Environment_Exit_inside_the_loop_ends_the_process_with_its_code(string scenario)
    {
        Outcome outcome = Run(scenario);
        outcome.ExitCode.ShouldBe(7, outcome.Errors);
        outcome.Errors.ShouldBeEmpty();
        outcome.Output.ShouldNotContain("main returns");
        if (scenario.EndsWith("shutdown", StringComparison.Ordinal)) outcome.Output.ShouldContain("clean False, 1 not applied");
    }

    private static Outcome Run(string scenario)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "MvxMetrics.Disruptor.ExitScenarios.dll"), scenario])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new ShouldAssertException($"{scenario} hung; it said: {output.Result} {errors.Result}");
        }

        return new Outcome(process.ExitCode, output.Result, errors.Result);
    }

    private sealed record Outcome(int ExitCode, string Output, string Errors);
}
