namespace MvxMetrics.Disruptor;

/// <summary>The outcome of an attempt to publish an event.</summary>
internal enum Admission
{
    /// <summary>Published.</summary>
    Accepted,

    /// <summary>The lane has no room, or a limit of the recorder is reached.</summary>
    Full,

    /// <summary>The recorder's status does not allow it.</summary>
    Refused,

    /// <summary>The event is larger than a record can be.</summary>
    TooLarge,
}
