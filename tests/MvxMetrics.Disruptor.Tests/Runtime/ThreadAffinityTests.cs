namespace MvxMetrics.Disruptor.Tests;

/// <summary>A thread is bound to one processor, or told why not and left as it was.</summary>
[TestFixture]
[Platform("Linux")]
internal sealed class ThreadAffinityTests
{
    [Test]
    public void A_thread_may_run_on_its_processor_and_no_other() => Producers.Run(1, static _ =>
    {
        int last = LastOf(Allowed());
        ThreadAffinity.BindTo(last);
        Allowed().ShouldBe($"{last}");
    });

    [Test]
    public void Only_the_thread_that_calls_is_bound() => Producers.Run(1, static _ =>
    {
        string before = Allowed();
        Producers.Run(1, static _ => ThreadAffinity.BindTo(LastOf(Allowed())));
        Allowed().ShouldBe(before);
    });

    [TestCase(1023, "error 22")] // the system has fewer: invalid argument
    [TestCase(1024, "error ")] // beyond what is handed to the system
    [TestCase(int.MaxValue, "error ")]
    public void A_processor_that_there_is_not_is_refused_and_nothing_changes(int processor, string error) => Producers.Run(1, _ =>
    {
        string before = Allowed();
        string message = Should.Throw<InvalidOperationException>(() => ThreadAffinity.BindTo(processor)).Message;
        message.ShouldStartWith($"The operating system refused to bind a thread to processor {processor} ({error}");
        message.ShouldEndWith("). Check which processors this process may use.");
        Allowed().ShouldBe(before);
    });

    // As the system lists them: 0-3,7.
    private static string Allowed()
    {
        const string Name = "Cpus_allowed_list:";
        string line = File.ReadLines("/proc/thread-self/status").Single(static l => l.StartsWith(Name, StringComparison.Ordinal));
        return line[Name.Length..].Trim();
    }

    private static int LastOf(string list) => int.Parse(list.Split(',', '-')[^1]);
}
