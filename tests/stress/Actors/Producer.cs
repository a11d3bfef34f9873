namespace MvxMetrics.Disruptor.StressTests;

/// <summary>One producing thread: it goes from arena to arena and from recorder to recorder, by every way in.</summary>
internal sealed class Producer(int number, int generation, Arena[] arenas, CancellationToken done)
{
    /// <summary>Threads that follow each other as one producer. Each has channels of its own: its successor gets other lanes.</summary>
    public const int Generations = 3;

    private const int ChannelsEach = 2;

    private readonly int _channel = ((number * Generations) + generation) * ChannelsEach;

    /// <summary>Channels for so many producers, and one more for a loop's own thread.</summary>
    public static int ChannelsFor(int producers) => (producers * Generations * ChannelsEach) + 1;

    public void Run(Random random)
    {
        AuditEvent[] batch = new AuditEvent[40];
        using Writers writers = new(random);
        int bursts = generation == Generations - 1 ? int.MaxValue : random.Next(1, 2000);
        while (!done.IsCancellationRequested && bursts-- > 0)
        {
            Arena arena = arenas[random.Next(arenas.Length)];
            if (arena.IsSingle && number != 0) arena = arenas[0]; // the first one is for all
            Subject[] subjects = arena.Subjects;
            Subject subject = subjects[random.Next(subjects.Length)];
            int events = random.Next(1, 200);
            switch (random.Next(5))
            {
                case 0:
                    if (writers.For(subject) is not { } writer) break;
                    for (int i = 0; i < events; i++) Sending.One(subject, _channel + 1, writer.TryWrite);
                    break;
                case 1:
                    Sending.Batch(subject, _channel, batch.AsSpan(0, random.Next(batch.Length)));
                    break;
                case 2:
                    for (int i = 0; i < events; i++) Sending.One(subject, _channel, subject.Recorder.RegisterEvent);
                    break;
                default:
                    for (int i = 0; i < events; i++) Sending.One(subject, _channel, subject.Recorder.TryRegisterEvent);
                    break;
            }

            if (random.Next(50) == 0) Thread.Sleep(random.Next(3));
        }
    }
}
