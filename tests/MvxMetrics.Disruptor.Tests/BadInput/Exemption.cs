namespace MvxMetrics.Disruptor.Tests;

/// <summary>
/// Arguments for which no value is bad, and why. A member or argument of <c>*</c> stands for all; a member may end in <c>*</c>.
/// </summary>
internal sealed record Exemption(string Member, string Argument, string Reason)
{
    public bool Covers(string member, string argument) =>
        (Member.EndsWith('*') ? member.StartsWith(Member[..^1], StringComparison.Ordinal) : member == Member)
            && (Argument == "*" || argument == Argument);
}
