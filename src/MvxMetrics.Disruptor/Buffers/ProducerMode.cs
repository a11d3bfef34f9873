namespace MvxMetrics.Disruptor;

/// <summary>How producing threads share a ring buffer.</summary>
public enum ProducerMode
{
    /// <summary>
    /// Each producing thread leases a lane of its own: the fastest for any number of threads. Order is kept per
    /// producing thread. Threads that find no free lane use the shared lane.
    /// </summary>
    Striped,

    /// <summary>Every event goes through the shared lane: one total order over all threads, slower.</summary>
    Ordered,

    /// <summary>
    /// One lane without a thread-local look-up. The application promises that one thread at a time publishes; breaking
    /// the promise corrupts events. Handlers and hooks that record are producers too: record in them only when the loop is
    /// driven by the producing thread itself.
    /// </summary>
    Single,
}
