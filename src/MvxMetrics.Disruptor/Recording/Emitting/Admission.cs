namespace MvxMetrics.Disruptor;

/// <summary>What an attempt to publish an event came to.</summary>
internal enum Admission
{
    /// <summary>Published.</summary>
    Accepted,

    /// <summary>No room in the lane, or a limit of the recorder is reached.</summary>
    Full,

    /// <summary>The recorder's status does not allow it.</summary>
    Refused,

    /// <summary>The event is larger than a record can be.</summary>
    TooLarge,
}
