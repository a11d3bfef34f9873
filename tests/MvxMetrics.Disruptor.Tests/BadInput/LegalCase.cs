namespace MvxMetrics.Disruptor.Tests;

/// <summary>An extreme that is legal, and what comes of it.</summary>
/// <param name="Member">The public member, written as <see cref="PublicSurface"/> writes it.</param>
/// <param name="Argument">Its argument or option.</param>
/// <param name="Given">The extreme value, for the test's name.</param>
/// <param name="Proof">Uses it, and asserts.</param>
internal sealed record LegalCase(string Member, string Argument, string Given, Action Proof)
{
    public override string ToString() => $"{Member}: {Argument} is {Given}";
}
