namespace MvxMetrics.Disruptor.StressTests;

/// <summary>
/// One thread's writers, a few at a time. A subject gets one writer ever: order is promised among the events of a writer,
/// not between a writer and its successor. Some writers are forgotten instead of disposed.
/// </summary>
internal sealed class Writers(Random random) : IDisposable
{
    private const int AtATime = 3;

    private readonly Dictionary<Subject, EventWriter<AuditEvent>?> _writers = [];
    private readonly Queue<Subject> _open = new();

    /// <summary>The writer for a subject, or null when it has had one.</summary>
    public EventWriter<AuditEvent>? For(Subject subject)
    {
        if (_writers.TryGetValue(subject, out EventWriter<AuditEvent>? known)) return known;

        if (_open.Count == AtATime) Close(_open.Dequeue());
        _open.Enqueue(subject);
        return _writers[subject] = subject.Recorder.CreateWriter<AuditEvent>();
    }

    public void Dispose()
    {
        while (_open.TryDequeue(out Subject? subject)) Close(subject);
    }

    private void Close(Subject subject)
    {
        if (random.Next(2) == 0) _writers[subject]!.Dispose();
        _writers[subject] = null;
    }
}
