namespace MvxMetrics.Disruptor.Perf;

/// <summary>What the process answers.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A gate failed, or a side lost something.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file was bad.</summary>
    public const int BadInput = 2;

    /// <summary>The machine is too noisy to judge.</summary>
    public const int TooNoisy = 3;
}
