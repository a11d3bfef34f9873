namespace MvxMetrics.Disruptor.Metrics;

/// <content>The entries, and the heap that finds the smallest of them.</content>
public sealed partial class TopK<TEvent>
{
    private void Count(long key, long amount)
    {
        Span<TopKEntry> cells = Cells;
        int entry = _index.Find(key);
        if (entry >= 0)
        {
            cells[entry].Count = Saturating.Add(cells[entry].Count, amount);
            SiftDown(_positions[entry]);
        }
        else if (State.Used < cells.Length)
        {
            entry = State.Used++;
            cells[entry] = new TopKEntry { Key = key, Count = amount };
            _index.Add(key, entry);
            SiftUp(entry, entry);
        }
        else
        {
            // The key with the smallest count gives way: the new key may have come as often before.
            entry = _heap[0];
            ref TopKEntry smallest = ref cells[entry];
            _index.Remove(smallest.Key);
            _index.Add(key, entry);
            smallest = new TopKEntry { Key = key, Count = Saturating.Add(smallest.Count, amount), Error = smallest.Count };
            SiftDown(0);
        }
    }

    private void SiftUp(int position, int entry)
    {
        Span<TopKEntry> cells = Cells;
        long count = cells[entry].Count;
        while (position > 0 && cells[_heap[(position - 1) / 2]].Count > count)
        {
            Place(position, _heap[(position - 1) / 2]);
            position = (position - 1) / 2;
        }

        Place(position, entry);
    }

    private void SiftDown(int position)
    {
        Span<TopKEntry> cells = Cells;
        int used = State.Used;
        int entry = _heap[position];
        long count = cells[entry].Count;
        for (int child = (2 * position) + 1; child < used; child = (2 * position) + 1)
        {
            if (child + 1 < used && cells[_heap[child + 1]].Count < cells[_heap[child]].Count) child++;
            if (cells[_heap[child]].Count >= count) break;
            Place(position, _heap[child]);
            position = child;
        }

        Place(position, entry);
    }

    private void Place(int position, int entry)
    {
        _heap[position] = entry;
        _positions[entry] = position;
    }
}
