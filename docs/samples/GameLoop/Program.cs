using System.CommandLine;
using GameLoopSample;

Option<int> frames = new("--frames") { Description = "Frames to play, 1 to 100000.", DefaultValueFactory = static _ => 300 };
Option<double> budget = new("--budget-ms")
{
    Description = "Budget of a frame in milliseconds, 0.1 to 1000.",
    DefaultValueFactory = static _ => 1000.0 / 60,
};
Option<int> seed = new("--seed") { Description = "Seed of the simulation.", DefaultValueFactory = static _ => 42 };
frames.Validators.Add(static result => RequireRange(result, 1, 100_000));
budget.Validators.Add(static result => RequireRange(result, 0.1, 1000));

RootCommand root = new("A game loop on one thread that drives its metrics within a budget, and reports the frames that overran theirs.")
{
    frames, budget, seed,
};
root.SetAction(parsed => Game.Play(parsed.GetValue(frames), TimeSpan.FromMilliseconds(parsed.GetValue(budget)), parsed.GetValue(seed)));
return root.Parse(args).Invoke();

static void RequireRange(System.CommandLine.Parsing.OptionResult result, double from, double to)
{
    // A value that is no number is reported by the parser.
    if (result.Tokens.Count == 1
        && double.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out double value)
        && !(value >= from && value <= to))
    {
        result.AddError(FormattableString.Invariant($"{result.Option.Name} must lie between {from} and {to}, not {value}."));
    }
}
