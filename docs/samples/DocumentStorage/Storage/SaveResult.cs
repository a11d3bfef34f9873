namespace DocumentStorageSample;

/// <summary>What came of an attempt to save a document, and how long it took.</summary>
internal readonly record struct SaveResult(SaveOutcome Outcome, TimeSpan Duration);
