namespace WebServiceSample;

/// <summary>How a request ended.</summary>
internal enum StatusClass
{
    Informational,
    Success,
    Redirection,
    ClientError,
    ServerError,

    /// <summary>The client went away first.</summary>
    Aborted,
}
