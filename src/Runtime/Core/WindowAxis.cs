namespace NNGen.Core;

/// <summary>One axis over which a window moves.</summary>
internal readonly struct WindowAxis
{
    /// <exception cref="ArgumentException">A size is too small, or the window does not fit.</exception>
    public WindowAxis(int length, int kernel, int stride, int padding, int dilation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(kernel);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        long room = length + 2L * padding - dilation * (kernel - 1L) - 1;
        if (room < 0) throw new ArgumentException($"A window of {kernel} places, {dilation} apart, does not fit in {length} with a padding of {padding}.", nameof(kernel));
        (Length, Kernel, Stride, Padding, Dilation, Steps) = (length, kernel, stride, padding, dilation, checked((int)(room / stride + 1)));
    }

    /// <summary>The places of the axis.</summary>
    public int Length { get; }

    /// <summary>The places of the window.</summary>
    public int Kernel { get; }

    public int Stride { get; }

    public int Padding { get; }

    public int Dilation { get; }

    /// <summary>How often the window fits.</summary>
    public int Steps { get; }

    public bool IsPointwise => Kernel == 1 && Stride == 1 && Padding == 0;

    /// <summary>The place, perhaps outside, where the window's place <paramref name="tap"/> is at a step.</summary>
    public int At(int step, int tap) => step * Stride - Padding + tap * Dilation;

    /// <summary>The steps, from the first to before the last, at which the window's place <paramref name="tap"/> is inside.</summary>
    public (int First, int End) Inside(int tap)
    {
        // At(step, tap) >= 0 and At(step, tap) < Length, each solved for the step; a division that rounds up.
        long before = Padding - (long)tap * Dilation;
        long first = before <= 0 ? 0 : (before + Stride - 1) / Stride;
        long end = before + Length <= 0 ? 0 : (before + Length + Stride - 1) / Stride;
        end = Math.Min(end, Steps);
        return first < end ? ((int)first, (int)end) : (0, 0);
    }

    /// <summary>The first and the last step whose window reaches any place from <paramref name="first"/> to <paramref name="last"/>, or a little beyond.</summary>
    public (int First, int Last) StepsReaching(int first, int last)
    {
        int begin = (int)Math.Clamp(((long)first + Padding - (Kernel - 1L) * Dilation) / Stride, 0, Steps - 1);
        return (begin, Math.Clamp((last + Padding) / Stride, begin, Steps - 1));
    }

    /// <summary>The places of the window at which it comes to be over a place, and the steps at which it does.</summary>
    public Reach Reaching(int place)
    {
        Reach reach = default;
        for (int tap = 0; tap < Kernel; tap++)
        {
            int moved = place + Padding - tap * Dilation;
            if (moved < 0) break;
            (int step, int rest) = Math.DivRem(moved, Stride);
            if (rest != 0 || step >= Steps) continue;
            if (reach.Count == 0) (reach.Tap, reach.Step) = (tap, step);
            else if (reach.Count == 1) (reach.TapStride, reach.StepStride) = (tap - reach.Tap, step - reach.Step);
            reach.Count++;
        }

        return reach;
    }
}
