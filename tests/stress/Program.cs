using System.CommandLine;
using MvxMetrics.Disruptor.StressTests;

Option<int> seconds = new("--seconds") { Description = "How long to go on, at least one round.", DefaultValueFactory = static _ => 60 };
Option<int> seed = new("--seed")
{
    Description = "Seed of the first round; each further round adds one.",
    DefaultValueFactory = static _ => Environment.TickCount & 0xFFFFFF,
};

RootCommand root = new("Random producers, recorders, restarts, faults and readers against an oracle that keeps its own account.")
{
    seconds, seed,
};
root.SetAction(parsed => Soak.Run(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed)));
return root.Parse(args).Invoke();
