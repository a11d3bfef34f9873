using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Tests;

/// <summary>An audit event that fills 504 bytes with its checksum: two of them fill the smallest lane.</summary>
internal struct LongAuditEvent : IMetricEvent
{
    public AuditEvent Audit;
    private Filling _filling;

    public LongAuditEvent(AuditEvent audit)
    {
        Audit = audit;
        _filling = default;
        foreach (ref ulong word in _filling) word = audit.Check;
    }

    public static string EventType => "test.long_audit";

    public readonly bool IsTorn
    {
        get
        {
            foreach (ulong word in _filling)
                if (word != Audit.Check) return true;
            return Audit.IsTorn;
        }
    }

    [InlineArray(60)]
    private struct Filling
    {
        private ulong _first;
    }
}
