namespace MvxMetrics.Disruptor;

/// <summary>
/// A place where one thread sleeps while a word has a value. The check of the word and the sleep are one step: a waker that first changes
/// the word and then wakes cannot come between them.
/// </summary>
internal unsafe interface IParkingPlace
{
    /// <summary>Whether it can sleep for less than a millisecond.</summary>
    bool IsPrecise { get; }

    /// <summary>
    /// Sleeps while the word has the value, until it is woken or the time is over. It may also return earlier without a reason. One thread
    /// at a time. Allocates nothing.
    /// </summary>
    void SleepWhile(int* word, int value, TimeSpan timeout);

    /// <summary>Wakes the sleeper, if there is one. Any thread, after it has changed the word. Allocates nothing.</summary>
    void Wake(int* word);
}
