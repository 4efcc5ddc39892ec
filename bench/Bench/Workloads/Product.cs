using NNGen.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>c = a · b of square matrices, against OpenBLAS and libtorch.</summary>
internal sealed unsafe class Product(int size) : Workload
{
    public override string Name => $"GEMM {size}";

    public override double Flops => 2.0 * size * size * size;

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        int count = size * size;
        float[] left = Numbers.Of(count, 1), right = Numbers.Of(count, 2);
        // Dense and aligned, the same memory for ours and OpenBLAS.
        var arena = new Arena();
        arena.Reserve(count, count, count, count);
        Block a = arena[0], b = arena[1], c = arena[2], other = arena[3];
        left.CopyTo(a.Span);
        right.CopyTo(b.Span);
        Matrix ma = a.Matrix(size), mb = b.Matrix(size);
        List<Contender> contenders = [new("NNGen", () => Gemm.Multiply(size, size, size, ma, mb, c), () => Result(() => Gemm.Multiply(size, size, size, ma, mb, c), c))];

        if (OpenBlas.IsThere)
        {
            OpenBlas.SetThreads(threads);
            void Multiply()
            {
                fixed (float* pa = a.Span, pb = b.Span, pc = other.Span) OpenBlas.Multiply(size, pa, pb, pc);
            }

            contenders.Add(new("OpenBLAS", Multiply, () => Result(Multiply, other)));
        }

        Tensor ta = Torch.Of(left, size, size), tb = Torch.Of(right, size, size), tc = zeros(size, size);
        contenders.Add(new(Torch.Name, () => mm_out(ta, tb, tc), () =>
        {
            mm_out(ta, tb, tc);
            return [new("the product", Torch.Values(tc))];
        }));
        return contenders;
    }

    private static void mm_out(Tensor a, Tensor b, Tensor c)
    {
        using DisposeScope scope = NewDisposeScope();
        using var _ = no_grad();
        c.addmm_(a, b, beta: 0, alpha: 1); // into memory that is there, as the others do
    }

    private static IReadOnlyList<Part> Result(Action multiply, Block c)
    {
        multiply();
        return [new("the product", c.Span.ToArray())];
    }
}
