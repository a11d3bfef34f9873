namespace MvxMetrics.Disruptor;

/// <summary>How producers share a ring buffer.</summary>
public enum ProducerMode
{
    /// <summary>
    /// Each producing thread leases a private lane. This is the fastest mode for any number of threads. The events of each thread keep
    /// their order. Threads that find no free lane use the shared lane.
    /// </summary>
    Striped,

    /// <summary>Every event goes through the shared lane. There is one total order over all threads. This mode is slower.</summary>
    Ordered,

    /// <summary>
    /// One lane, without a thread-local look-up. The application promises that one thread at a time publishes; if it breaks the promise,
    /// events are corrupted. Handlers and hooks that record are producers too: record in them only if the producing thread itself drives
    /// the loop.
    /// </summary>
    Single,
}
