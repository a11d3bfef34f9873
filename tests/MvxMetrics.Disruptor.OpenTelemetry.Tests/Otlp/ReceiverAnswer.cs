namespace MvxMetrics.Disruptor.Tests;

/// <summary>What the receiver does with a request.</summary>
internal enum ReceiverAnswer
{
    /// <summary>Takes it.</summary>
    Take,

    /// <summary>Says that it is unavailable, and takes nothing.</summary>
    Refuse,

    /// <summary>Says that it does not like the request, and takes nothing.</summary>
    CallBad,

    /// <summary>Takes it, and says that it rejected 2 points.</summary>
    TakePart,

    /// <summary>Breaks the connection, and takes nothing.</summary>
    Abort,

    /// <summary>Does not answer until the caller gives up, and takes nothing.</summary>
    Hang,
}
