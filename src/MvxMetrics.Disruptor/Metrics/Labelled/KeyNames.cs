using System.Globalization;
using System.Runtime.CompilerServices;

namespace MvxMetrics.Disruptor.Metrics;

/// <summary>
/// The keys of a metric that is split by a key: small integers from zero up, each with a name. Immutable; any thread. A key outside them is
/// counted under <see cref="Others"/>.
/// </summary>
public sealed class KeyNames
{
    /// <summary>The largest number of keys.</summary>
    public const int MaxCount = 4096;

    /// <summary>The name for all keys that have no name.</summary>
    public const string Others = "others";

    private readonly string?[] _names;

    /// <summary>One scope for each cell. Null if the key has no name.</summary>
    private readonly NameScope?[] _scopes;

    /// <summary>Names the keys 0, 1, 2, ...</summary>
    /// <param name="names">One name for each key, 1 to 4096 names. No name is blank, no name is "others", and all names differ.</param>
    /// <exception cref="ArgumentNullException">The names are null.</exception>
    /// <exception cref="ArgumentException">There are no names or too many, a name is blank or "others", or a name occurs twice.</exception>
    public KeyNames(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Length is 0 or > MaxCount)
        {
            throw new ArgumentException(
                $"There must be 1 to {MaxCount} keys; there were {names.Length}. Group them, or use TopK.", nameof(names));
        }

        HashSet<string> seen = [Others];
        foreach (string name in names)
        {
            if (string.IsNullOrWhiteSpace(name))
                throw new ArgumentException("A key's name is null or blank. Name every key.", nameof(names));
            if (!seen.Add(name))
            {
                throw new ArgumentException(
                    $"The key name '{name}' occurs twice, or is taken. Give each key a name of its own.", nameof(names));
            }
        }

        _names = [.. names];
        _scopes = ScopesOf(_names);
    }

    private KeyNames(string?[] names, NameScope?[] scopes)
    {
        _names = names;
        _scopes = scopes;
    }

    /// <summary>The number of keys. Unnamed numbers between the members of an enum count. The key <c>others</c> does not.</summary>
    public int Count => _names.Length;

    /// <summary>Takes the members of an enum as keys, by their values. In the selector, cast the member to int.</summary>
    /// <typeparam name="TEnum">An enum whose values lie between 0 and 4095.</typeparam>
    /// <exception cref="ArgumentException">
    /// The enum has no members, a member is outside these values, or a member is called "others".
    /// </exception>
    public static KeyNames Of<TEnum>()
        where TEnum : struct, Enum
    {
        TEnum[] members = Enum.GetValues<TEnum>();
        int largest = -1;
        foreach (TEnum member in members)
        {
            // A decimal holds the values of every underlying type.
            decimal value = Convert.ToDecimal(member, CultureInfo.InvariantCulture);
            if (value is < 0 or >= MaxCount)
            {
                throw new ArgumentException(
                    $"{typeof(TEnum).Name}.{member} is {value}, and keys must lie between 0 and {MaxCount - 1}. "
                    + "Map the members to small numbers in the selector.",
                    nameof(TEnum));
            }

            if (member.ToString() == Others)
            {
                throw new ArgumentException(
                    $"{typeof(TEnum).Name} has a member '{Others}', and that name is taken. Rename it.", nameof(TEnum));
            }

            largest = Math.Max(largest, (int)value);
        }

        if (largest < 0) throw new ArgumentException($"{typeof(TEnum).Name} has no members to split by.", nameof(TEnum));
        string?[] names = new string?[largest + 1];
        foreach (TEnum member in members)
            names[Convert.ToInt32(member, CultureInfo.InvariantCulture)] ??= member.ToString();
        return new KeyNames(names, ScopesOf(names));
    }

    /// <summary>Takes the numbers from zero up as keys. Each number is its own name.</summary>
    /// <param name="count">The number of keys, 1 to 4096.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside this range.</exception>
    public static KeyNames Range(int count)
    {
        if (count is < 1 or > MaxCount)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"There must be 1 to {MaxCount} keys. Group them, or use TopK.");
        return new KeyNames([.. Enumerable.Range(0, count).Select(static i => i.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>The number of cells that a metric needs for these keys: one more, for <c>others</c>.</summary>
    internal int Cells => _names.Length + 1;

    /// <summary>The cell of a key: its own, or the last one.</summary>
    internal int CellOf(int key) => CellOf(_names, key);

    /// <summary>The cell of a key among <see cref="Names"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int CellOf(ReadOnlySpan<string?> names, int key) =>
        (uint)key < (uint)names.Length && names[key] is not null ? key : names.Length;

    /// <summary>The names by key, null where there is none.</summary>
    internal ReadOnlySpan<string?> Names => _names;

    /// <summary>The scope of a cell's names; null for a number between the members of an enum.</summary>
    internal NameScope? ScopeOf(int cell) => _scopes[cell];

    private static NameScope?[] ScopesOf(string?[] names) =>
        [.. names.Select(static name => name is null ? null : DimensionNames.ScopeOf(name)), DimensionNames.ScopeOf(Others)];
}
