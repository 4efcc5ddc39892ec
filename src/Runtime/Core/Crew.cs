using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace NNGen.Core;

/// <summary>
/// A fork and join that costs some hundred nanoseconds: the chunks of a job are claimed one by one, by a compare and exchange of one
/// word, by the caller and by threads that spin for a while after their last one and then sleep. The caller claims until none is left,
/// and waits for those only that others have begun. There is one job at a time: who comes while there is one works alone.
/// Each thread begins at a place of its own, the same in every job, and claims what follows: where one loop reads what another wrote, most
/// of it lies in the cache of the core that wants it.
/// </summary>
#pragma warning disable CA1001 // A semaphore without a wait handle holds nothing; its threads use it until they end.
internal sealed unsafe class Crew(int count)
#pragma warning restore CA1001
{
    // The bits of the word. More chunks than that are claimed in groups.
    private const int MostGroups = 64;

    // About 200 µs, one pause being some 30 ns: longer than the serial part between two loops of a training step, shorter than anyone would notice.
    private const int SpinsBeforeSleep = 6000;

    // About 30 µs: who is waited for may have been put on the very core of who waits.
    private const int SpinsBeforeYield = 1000;

    private readonly Lock _starting = new();
    private readonly SemaphoreSlim _gate = new(0);
    private bool _started;
    private volatile bool _stopped;
    private int _sleeping;
    private int _busy;

    // The job. The word has a bit for each group of chunks that nobody has claimed; nothing else changes while there is one.
    private Word _free;
    private int _groups, _chunks;
    private delegate*<void*, int, void> _run;
    private void* _body;
    private Word _done;
    private Exception? _failure;
    private int _mostScratch;

    /// <summary>The threads, the calling one included.</summary>
    public int Count => count;

    /// <summary>Runs a job, or returns false and leaves it to the caller if there is nobody else, or another job is running.</summary>
    public bool TryRun<TBody>(ref TBody body, int chunks) where TBody : struct, IChunks
    {
        if (count == 1) return false;
        if (!_started) Start();
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0) return false;

        _run = &Invoke<TBody>;
        _body = Unsafe.AsPointer(ref body); // on the stack of the caller, which stays until all are done
        _failure = null;
        _mostScratch = 0;
        int groups = Math.Min(chunks, MostGroups);
        (_groups, _chunks) = (groups, chunks);
        Volatile.Write(ref _done.Value, 0);
        Interlocked.Exchange(ref _free.Value, ulong.MaxValue >> (MostGroups - groups));

        Wake(groups - 1);

        while (TryClaim(0, out int group)) Do(group);
        var wait = default(SpinWait);
        for (int spins = 0; Volatile.Read(ref _done.Value) < (ulong)groups; spins++)
        {
            if (spins < SpinsBeforeYield) Thread.SpinWait(1);
            else wait.SpinOnce(sleep1Threshold: -1);
        }

        Exception? failure = _failure;
        int mostScratch = _mostScratch;
        _body = null;
        _failure = null;
        Volatile.Write(ref _busy, 0);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        // Which chunks the caller claims is chance: it is to be ready for the largest the next time, when it should allocate nothing.
        if (mostScratch > 0) ThreadScratch.Take(mostScratch);
        return true;
    }

    /// <summary>Lets the threads go, each when it has done what it began.</summary>
    public void Stop()
    {
        _stopped = true;
        Wake(count);
    }

    private static void Invoke<TBody>(void* body, int chunk) where TBody : struct, IChunks => Unsafe.AsRef<TBody>(body).Run(chunk);

    private void Start()
    {
        lock (_starting)
        {
            if (_started) return;
            _started = true;
            for (int i = 1; i < count; i++)
            {
                int index = i;
                new Thread(() => Work(index)) { IsBackground = true, Name = $"NNGen worker {index}" }.UnsafeStart();
            }
        }
    }

    private void Work(int index)
    {
        int spins = 0;
        while (!_stopped)
        {
            if (TryClaim(index, out int group))
            {
                // Of the job whose chunks they are: until those are done, no other job can come.
                ThreadScratch.Most = 0;
                Do(group);
                spins = 0;
            }
            else if (spins++ < SpinsBeforeSleep)
            {
                Thread.SpinWait(1);
            }
            else
            {
                // Who is counted as asleep is woken once for that, and by whoever takes him off the count.
                Interlocked.Increment(ref _sleeping);
                if (!(HasChunk() || _stopped) || Take(1) == 0) _gate.Wait();
                spins = 0;
            }
        }
    }

    private void Wake(int most)
    {
        int woken = Take(most);
        if (woken > 0) _gate.Release(woken);
    }

    /// <summary>Takes as many as there are, but not more, off the count of those asleep.</summary>
    private int Take(int most)
    {
        int sleeping = Volatile.Read(ref _sleeping);
        while (sleeping > 0)
        {
            int taken = Math.Min(sleeping, most), before = Interlocked.CompareExchange(ref _sleeping, sleeping - taken, sleeping);
            if (before == sleeping) return taken;
            sleeping = before;
        }

        return 0;
    }

    private bool HasChunk() => Volatile.Read(ref _free.Value) != 0;

    /// <summary>Claims the first free group of a thread's own part, or what comes after that, or the first of all.</summary>
    private bool TryClaim(int index, out int group)
    {
        ulong free = Volatile.Read(ref _free.Value);
        while (free != 0)
        {
            // Of which job the number of groups is does not matter: it says where to look first.
            ulong own = free & (ulong.MaxValue << (_groups * index / count));
            group = BitOperations.TrailingZeroCount(own != 0 ? own : free);
            ulong before = Interlocked.CompareExchange(ref _free.Value, free & ~(1UL << group), free);
            if (before == free) return true;
            free = before;
        }

        group = -1;
        return false;
    }

    private void Do(int group)
    {
        int end = (int)Cut.At(_chunks, group + 1, _groups);
        for (int chunk = (int)Cut.At(_chunks, group, _groups); chunk < end; chunk++)
        {
            try
            {
                _run(_body, chunk);
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown again where the work was asked for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _failure, e, null);
            }
        }

        int most = ThreadScratch.Most;
        for (int known = Volatile.Read(ref _mostScratch); most > known; known = Volatile.Read(ref _mostScratch)) Interlocked.CompareExchange(ref _mostScratch, most, known);
        Interlocked.Increment(ref _done.Value);
    }

    /// <summary>A word on a cache line of its own.</summary>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit, Size = 128)]
    private struct Word
    {
        [System.Runtime.InteropServices.FieldOffset(64)]
        public ulong Value;
    }
}
