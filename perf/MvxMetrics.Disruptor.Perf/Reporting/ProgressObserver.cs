using Spectre.Console;

namespace MvxMetrics.Disruptor.Perf;

/// <summary>A progress bar on a terminal; a line for each scenario where the output is redirected.</summary>
internal sealed class ProgressObserver(ProgressContext? context) : IRunObserver
{
    private ProgressTask? _task;

    public void Begin(Scenario scenario, string what, int rounds)
    {
        _task?.StopTask();
        _task = context?.AddTask(Markup.Escape($"{scenario.Name}, {what}"), maxValue: rounds);
        if (context is null) Console.Error.WriteLine($"{scenario.Name}, {what}: {rounds} rounds");
    }

    public void Advance() => _task?.Increment(1);
}
