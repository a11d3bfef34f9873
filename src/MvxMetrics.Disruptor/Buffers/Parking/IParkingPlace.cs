namespace MvxMetrics.Disruptor;

/// <summary>
/// Where one thread sleeps while a word has a value. Looking at the word and going to sleep are one step: a waker that
/// changes the word first and wakes then cannot fall in between.
/// </summary>
internal unsafe interface IParkingPlace
{
    /// <summary>Whether it can sleep for less than a millisecond.</summary>
    bool IsPrecise { get; }

    /// <summary>
    /// Sleeps while the word has the value, until woken or until the time is over; may return without either. One thread at a
    /// time. Allocates nothing.
    /// </summary>
    void SleepWhile(int* word, int value, TimeSpan timeout);

    /// <summary>Wakes the sleeper, if there is one. Any thread, after it has changed the word. Allocates nothing.</summary>
    void Wake(int* word);
}
