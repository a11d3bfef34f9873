namespace MvxMetrics.Disruptor.Tests;

/// <summary>Something that must be refused: who is asked, what is wrong, the error, and words that its message must have.</summary>
/// <param name="Member">The public member, written as <see cref="PublicSurface"/> writes it.</param>
/// <param name="Argument">Its argument or option; in parentheses what is no argument: a status, a thread, an object's end.</param>
/// <param name="Given">The bad value, for the test's name.</param>
/// <param name="Error">The exact type of the error.</param>
/// <param name="Call">Does it.</param>
/// <param name="Words">What was asked, what stood in the way, what to do.</param>
internal sealed record BadCase(string Member, string Argument, string Given, Type Error, Action Call, params string[] Words)
{
    private static readonly string[] s_blanks = ["", "  ", "\t\n"];

    public override string ToString() => $"{Member}: {Argument} is {Given}";

    public static BadCase Null(string member, string argument, Action call) =>
        new(member, argument, "null", typeof(ArgumentNullException), call, "null");

    /// <summary>Null, empty and two kinds of white space.</summary>
    public static IEnumerable<BadCase> NullOrBlank(string member, string argument, Action<string> call) =>
    [
        Null(member, argument, () => call(null!)),
        .. s_blanks.Select(blank => new BadCase(
            member, argument, blank == "\t\n" ? "tab and newline" : $"'{blank}'",
            typeof(ArgumentException), () => call(blank), "whitespace")),
    ];

    public static IEnumerable<BadCase> OutOfRange<T>(string member, string argument, string word, Action<T> call, params T[] values) =>
        values.Select(value => new BadCase(
            member, argument, $"{value}", typeof(ArgumentOutOfRangeException), () => call(value), argument, $"{value}", word));
}
