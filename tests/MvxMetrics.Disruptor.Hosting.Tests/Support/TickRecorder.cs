using MvxMetrics.Disruptor.Metrics;

namespace MvxMetrics.Disruptor.Hosting.Tests;

/// <summary>A recorder of a class of its own, with a service of the host's in it.</summary>
internal sealed class TickRecorder : MetricsRecorder
{
    public TickRecorder(RecorderContext context, string dependency)
        : base(context)
    {
        Dependency = dependency;
        Register(Ticks);
    }

    public string Dependency { get; }

    public Counter<Tick> Ticks { get; } = new("ticks");

    public Func<Task> Starting { get; init; } = static () => Task.CompletedTask;

    public Func<Task> Stopped { get; init; } = static () => Task.CompletedTask;

    protected override Task OnStartingAsync(CancellationToken cancellationToken) => Starting();

    protected override Task OnStoppedAsync(CancellationToken cancellationToken) => Stopped();
}
