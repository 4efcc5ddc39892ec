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
    private readonly BatchWalk* _walks;
    private readonly double* _sums;

    /// <param name="kernel">What is done with the samples.</param>
    /// <param name="samples">Their number.</param>
    /// <param name="locals">The elements of each that the kernel computes for itself.</param>
    /// <param name="walks">The operands.</param>
    /// <param name="operands">Their number.</param>
    public BatchParts(TKernel kernel, int samples, int locals, BatchWalk* walks, int operands)
    {
        (_kernel, _samples, _operands) = (kernel, samples, operands);
        _walks = walks;

        // Totals come first in the memory that the kernel works in, side by side, then its own values, then rows.
        for (int index = 0; index < operands; index++)
        {
            if (walks[index].Role != BatchRole.Totals) continue;
            walks[index].Start = Sums;
            Sums += walks[index].Elements;
        }

        _scratch = Sums + locals;
        for (int index = 0; index < operands; index++)
        {
            if (walks[index].Role is not (BatchRole.Rows or BatchRole.Results)) continue;
            walks[index].Start = _scratch;
            _scratch += walks[index].Elements;
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
        if (Vector512.IsHardwareAccelerated && VectorWidth.Current == 16) Run<F32x16>(chunk);
        else if (Vector256.IsHardwareAccelerated && VectorWidth.Current >= 8) Run<F32x8>(chunk);
        else if (Vector128.IsHardwareAccelerated && VectorWidth.Current >= 4) Run<F32x4>(chunk);
        else Run<F32x1>(chunk);
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

    [SkipLocalsInit, MethodImpl(Fast)]
    private void Run<V>(int chunk) where V : struct, IVec<V>
    {
        float* memory = ThreadScratch.Take((nint)_scratch * V.Count);
        if (IsOneBlock)
        {
            Block<V>(0, _samples, memory);
            StoreTotals(memory);
            return;
        }

        nint end = (nint)Math.Min(_samples, Cut(chunk + 1));
        for (nint sample = (nint)Cut(chunk); sample < end; sample += BlockSamples)
        {
            Block<V>(sample, Math.Min(end, sample + BlockSamples), memory);
            for (int i = 0; i < Sums; i++) _sums[chunk * Sums + i] += memory[i];
        }
    }

    private long Cut(int chunk) => (long)Blocks * chunk / Chunks * BlockSamples;

    /// <summary>Runs the kernel on some samples; the memory then begins with their totals.</summary>
    [SkipLocalsInit, MethodImpl(Fast)]
    private void Block<V>(nint first, nint end, float* memory) where V : struct, IVec<V>
    {
        float** places = stackalloc float*[_operands];
        for (int index = 0; index < _operands; index++)
        {
            BatchWalk walk = _walks[index];
            places[index] = walk.Role is BatchRole.Weights or BatchRole.Groups ? walk.Origin : memory + walk.Start * V.Count;
        }

        if (Sums > 0) new Span<float>(memory, Sums * V.Count).Clear();
        for (nint sample = first; sample < end; sample += V.Count)
        {
            nint count = Math.Min(end - sample, V.Count);
            Enter<V>(sample, count, places, memory);
            _kernel.Apply(new SampleGroup<V>(places, memory + Sums * V.Count, V.FirstLanes(count)));
            Leave<V>(sample, count, places);
        }

        LaneSums.Run<V>(memory, Sums);
    }

    /// <summary>Finds the operands of a group of samples: rows are turned so that their samples lie side by side.</summary>
    [MethodImpl(Fast)]
    private void Enter<V>(nint sample, nint count, float** places, float* memory) where V : struct, IVec<V>
    {
        for (int index = 0; index < _operands; index++)
        {
            BatchWalk* walk = _walks + index;
            if (walk->Role > BatchRole.Groups) continue;
            float* row = walk->Origin + sample * walk->Elements;
            if (walk->Role == BatchRole.Groups)
            {
                places[index] = row;
            }
            else if (walk->Role == BatchRole.Rows && walk->Elements == 1)
            {
                if (count == V.Count) places[index] = row;
                else V.Store(places[index] = memory + walk->Start * V.Count, V.LoadFirst(row, count));
            }
            else if (walk->Role == BatchRole.Rows)
            {
                Turn<V>(row, walk->Elements, count, places[index]);
            }
        }
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
