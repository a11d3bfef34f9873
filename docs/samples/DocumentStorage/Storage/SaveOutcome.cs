namespace DocumentStorageSample;

/// <summary>How an attempt to save a document ended.</summary>
internal enum SaveOutcome
{
    Success,
    InvalidId,
    NotWritable,
}
