using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NNGen.Core;

/// <summary>
/// A batch in parts. How it is cut depends on its size alone. Every part adds up on its own, and the sums of the parts are
/// added in their order, so that a total is the same whoever computed which part.
/// </summary>
internal readonly unsafe struct BatchParts<TKernel> : IChunks
    where TKernel : struct, IBatchKernel
{
    // So many samples are added up in floats, and those sums in doubles: a gradient of many samples loses no small terms.
    private const int BlockSamples = 4096;
    private const int MostParts = 16;

    // What a step of a small network costs beside its arithmetic is here: it should not wait for the JIT to notice.
    private const MethodImplOptions Fast = MethodImplOptions.AggressiveOptimization;

    private readonly TKernel _kernel;
    private readonly int _samples, _operands, _scratch;
    private readonly bool _hasResults;
    private readonly BatchWalk* _walks;
    private readonly double* _sums;

    /// <param name="kernel">What is done with the samples.</param>
    /// <param name="samples">Their number.</param>
    /// <param name="locals">The elements of each that the kernel computes for itself.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="walks">Memory for as many walks.</param>
    /// <exception cref="ArgumentException">A block is too short.</exception>
    [MethodImpl(Fast)]
    public BatchParts(TKernel kernel, int samples, int locals, ReadOnlySpan<BatchOperand> operands, BatchWalk* walks)
    {
        (_kernel, _samples, _operands) = (kernel, samples, operands.Length);
        _walks = walks;

        // In the memory that the kernel works in its own values come first, then rows; totals have a part of their own.
        _scratch = locals;
        for (int index = 0; index < operands.Length; index++)
        {
            BatchWalk* walk = walks + index;
            *walk = operands[index].Walk(index, samples);
            if (walk->Role == BatchRole.Totals)
            {
                walk->Start = Sums;
                Sums += walk->Elements;
            }
            else if (walk->Role <= BatchRole.Results)
            {
                _hasResults |= walk->Role == BatchRole.Results;
                walk->Start = _scratch;
                _scratch += walk->Elements;
            }
        }
    }

    private BatchParts(BatchParts<TKernel> others, double* sums)
    {
        this = others;
        _sums = sums;
    }

    /// <summary>How many sums over the batch there are.</summary>
    public int Sums { get; }

    /// <summary>Whether the batch is so small that it is added up in floats.</summary>
    public bool IsOneBlock => _samples <= BlockSamples;

    public int Chunks => Math.Min(Blocks, MostParts);

    private int Blocks => (int)((_samples + BlockSamples - 1L) / BlockSamples);

    /// <summary>The same parts with memory for the sums of each, zeros.</summary>
    public BatchParts<TKernel> WithSums(double* sums) => new(this, sums);

    [SkipLocalsInit, MethodImpl(Fast)]
    public void Run(int chunk)
    {
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16 && default(TKernel) is ILongBatchKernel) Run<F32x16, F32x16>(chunk);
        else if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Run<F32x16, F32x32>(chunk);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Run<F32x8, F32x8>(chunk);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Run<F32x4, F32x4>(chunk);
        else Run<F32x1, F32x1>(chunk);
    }

    /// <summary>Adds up what the parts found, and writes it.</summary>
    public void StoreSums()
    {
        for (int index = 0; index < _operands; index++)
        {
            BatchWalk walk = _walks[index];
            if (walk.Role != BatchRole.Totals) continue;
            for (int i = 0; i < walk.Elements; i++)
            {
                double total = 0;
                for (int chunk = 0; chunk < Chunks; chunk++) total += _sums[chunk * Sums + walk.Start + i];
                walk.Origin[i] = (float)total;
            }
        }
    }

    /// <typeparam name="V">The vectors that a group of samples fills.</typeparam>
    /// <typeparam name="W">Those that two groups fill, or V again: the chains of one group do not wait for those of the other.</typeparam>
    [SkipLocalsInit, MethodImpl(Fast)]
    private void Run<V, W>(int chunk) where V : struct, IVec<V> where W : struct, IVec<W>
    {
        float* memory = ThreadScratch.Take((nint)_scratch * W.Count + Sums);
        float* totals = memory + (nint)_scratch * W.Count;
        if (IsOneBlock)
        {
            Block<V, W>(0, _samples, memory, totals);
            StoreTotals(totals);
            return;
        }

        nint end = (nint)Math.Min(_samples, Cut(chunk + 1));
        for (nint sample = (nint)Cut(chunk); sample < end; sample += BlockSamples)
        {
            Block<V, W>(sample, Math.Min(end, sample + BlockSamples), memory, totals);
            for (int i = 0; i < Sums; i++) _sums[chunk * Sums + i] += totals[i];
        }
    }

    private long Cut(int chunk) => (long)Blocks * chunk / Chunks * BlockSamples;

    /// <summary>Runs the kernel on some samples, and adds up their totals.</summary>
    [SkipLocalsInit, MethodImpl(Fast)]
    private void Block<V, W>(nint first, nint end, float* memory, float* totals) where V : struct, IVec<V> where W : struct, IVec<W>
    {
        float** places = stackalloc float*[_operands];
        if (Sums > 0) new Span<float>(totals, Sums).Clear();
        nint sample = first;
        if (W.Count > V.Count)
        {
            for (; end - sample > V.Count; sample += W.Count) Group<W>(sample, Math.Min(end - sample, W.Count), places, memory, totals);
        }

        for (; sample < end; sample += V.Count) Group<V>(sample, Math.Min(end - sample, V.Count), places, memory, totals);
    }

    /// <summary>Runs the kernel on as many samples as there are lanes, or fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Group<V>(nint sample, nint count, float** places, float* memory, float* totals) where V : struct, IVec<V>
    {
        for (int index = 0; index < _operands; index++)
        {
            BatchWalk* walk = _walks + index;
            places[index] = walk->Role switch
            {
                BatchRole.Groups => walk->Origin + sample * walk->Elements,
                BatchRole.Weights => walk->Origin,
                BatchRole.Totals => totals + walk->Start,
                BatchRole.Results => memory + walk->Start * V.Count,
                _ => Enter<V>(walk->Origin + sample * walk->Elements, walk->Elements, count, memory + walk->Start * V.Count),
            };
        }

        _kernel.Apply(new SampleGroup<V>(places, memory, count));
        if (_hasResults) Leave<V>(sample, count, places);
    }

    /// <summary>Turns rows so that their samples lie side by side; where they are: in place, if they do already.</summary>
    [MethodImpl(Fast)]
    private static float* Enter<V>(float* rows, int elements, nint count, float* memory) where V : struct, IVec<V>
    {
        if (elements == 1 && count == V.Count) return rows;
        if (elements == 1) V.Store(memory, V.LoadFirst(rows, count));
        else Turn<V>(rows, elements, count, memory);
        return memory;
    }

    /// <summary>Lays some rows side by side: element after element, each of all rows; 0 where there is no row.</summary>
    [MethodImpl(Fast)]
    private static void Turn<V>(float* rows, int elements, nint count, float* groups) where V : struct, IVec<V>
    {
        if (elements < 8 && V.Count >= 8 && Avx2.IsSupported)
        {
            // Blocks of eight columns would be none.
            Vector256<int> steps = Vector256<int>.Indices * elements;
            for (int lane = 0; lane < V.Count; lane += 8)
            {
                Vector256<float> present = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)count - lane)).AsSingle();
                for (int j = 0; j < elements; j++)
                    Avx2.GatherMaskVector256(Vector256<float>.Zero, rows + lane * elements + j, steps, present, sizeof(float)).Store(groups + j * V.Count + lane);
            }

            return;
        }

        if (count < V.Count) new Span<float>(groups, elements * V.Count).Clear();
        Transposition.Run<V>(rows, elements, groups, V.Count, count, elements);
    }

    /// <summary>Writes the results of a group of samples to their rows.</summary>
    [MethodImpl(Fast)]
    private void Leave<V>(nint sample, nint count, float** places) where V : struct, IVec<V>
    {
        for (int index = 0; index < _operands; index++)
        {
            BatchWalk* walk = _walks + index;
            if (walk->Role == BatchRole.Results)
                Transposition.Run<V>(places[index], V.Count, walk->Origin + sample * walk->Elements, walk->Elements, walk->Elements, count);
        }
    }

    [MethodImpl(Fast)]
    private void StoreTotals(float* totals)
    {
        for (int index = 0; index < _operands; index++)
        {
            BatchWalk* walk = _walks + index;
            if (walk->Role == BatchRole.Totals) new ReadOnlySpan<float>(totals + walk->Start, walk->Elements).CopyTo(new(walk->Origin, walk->Elements));
        }
    }
}
