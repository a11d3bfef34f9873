namespace WebServiceSample;

/// <summary>The routes that are told apart: a fixed set, so that nobody's made-up path makes a new series.</summary>
internal enum Route
{
    Unmatched,
    Home,
    Hello,
    Work,
    Order,
    Fail,
    Health,
    Metrics,
}
