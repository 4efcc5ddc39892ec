namespace NNGen.Runtime.Tests.Graphs;

/// <summary>Graphs as the compiler prints them for the layers of docs/nodes.md and some others.</summary>
internal static class GraphTexts
{
    /// <summary>z = x + y</summary>
    public const string Add = """
        %0 = Input() {noGrad=false} : float (N, D) ; x =
        %1 = Input() {noGrad=false} : float (N, D) ; y =
        %2 = Add(%0, %1) : float (N, D) ; z = x + y
        --- backward
        %3 = OutputGradient() {output=0} : float (N, D) ; dz =
        return %2
        gradient %0 = %3
        gradient %1 = %3
        """;

    /// <summary>z = x · y</summary>
    public const string Multiply = """
        %0 = Input() {noGrad=false} : float (N, D) ; x =
        %1 = Input() {noGrad=false} : float (N, D) ; y =
        %2 = Multiply(%0, %1) : float (N, D) ; z = x * y
        --- backward
        %3 = OutputGradient() {output=0} : float (N, D) ; dz =
        %4 = Multiply(%3, %1) : float (N, D) ; dx =
        %5 = Multiply(%3, %0) : float (N, D) ; dy =
        return %2
        gradient %0 = %4
        gradient %1 = %5
        """;

    /// <summary>y = x · x + x</summary>
    public const string Branch = """
        %0 = Input() {noGrad=false} : float (N, D) ; x =
        %1 = Multiply(%0, %0) : float (N, D) ; s = x * x
        %2 = Add(%1, %0) : float (N, D) ; y = s + x
        --- backward
        %3 = OutputGradient() {output=0} : float (N, D) ; dy =
        %4 = Multiply(%3, %0) : float (N, D)
        %5 = Add(%3, %4) : float (N, D)
        %6 = Add(%5, %4) : float (N, D) ; dx =
        return %2
        gradient %0 = %6
        """;

    /// <summary>A row, N times.</summary>
    public const string Repeat = """
        %0 = Input() {noGrad=false} : float (1, D) ; x =
        %1 = Repeat(%0) {axis=0; repeats=N} : float (N, D) ; y = Repeat(x, N, axis: 0)
        --- backward
        %2 = OutputGradient() {output=0} : float (N, D) ; dy =
        %3 = Reshape(%2) {shape=(1, N, D)} : float (1, N, D)
        %4 = Sum(%3) {axis=1; count=1; keepDims=false} : float (1, D) ; dx =
        return %1
        gradient %0 = %4
        """;

    /// <summary>The sum over the rows.</summary>
    public const string Sum = """
        %0 = Input() {noGrad=false} : float (N, D) ; x =
        %1 = Sum(%0) {axis=0; count=1; keepDims=true} : float (1, D) ; y = Sum(x, axis: 0, keepDims: true)
        --- backward
        %2 = OutputGradient() {output=0} : float (1, D) ; dy =
        %3 = BroadcastTo(%2) {shape=(N, D)} : float (N, D) ; dx =
        return %1
        gradient %0 = %3
        """;

    /// <summary>y = x W</summary>
    public const string MatMul = """
        %0 = Input() {noGrad=false} : float (N, D) ; x =
        %1 = Parameter() : float (D, H) ; W =
        %2 = MatMul(%0, %1) {transposeA=false; transposeB=false} : float (N, H) ; y = MatMul(x, W)
        --- backward
        %3 = OutputGradient() {output=0} : float (N, H) ; dy =
        %4 = MatMul(%3, %1) {transposeA=false; transposeB=true} : float (N, D) ; dx =
        %5 = MatMul(%0, %3) {transposeA=true; transposeB=false} : float (D, H) ; dW =
        return %2
        gradient %0 = %4
        gradient %1 = %5
        """;

    /// <summary>A sum that drops its axis, of an output without a name.</summary>
    public const string SumOfColumns = """
        %0 = Input() {noGrad=false} : float (N, D) ; x =
        %1 = Sum(%0) {axis=1; count=1; keepDims=false} : float (N) ;  = Sum(x, axis: 1)
        --- backward
        %2 = OutputGradient() {output=0} : float (N) ; dy =
        %3 = Reshape(%2) {shape=(N, 1)} : float (N, 1)
        %4 = BroadcastTo(%3) {shape=(N, D)} : float (N, D) ; dx =
        return %1
        gradient %0 = %4
        """;

    /// <summary>c / √(v + Epsilon) · G, with unnamed steps, a size and a setting.</summary>
    public const string Norm = """
        %0 = Input() {noGrad=false} : float (N, D) ; x =
        %1 = Mean(%0) {axis=1; count=1; keepDims=true} : float (N, 1) ; m = Mean(x, -1, keepDims: true)
        %2 = Subtract(%0, %1) : float (N, D) ; c = x - m
        %3 = Square(%2) : float (N, D) ;  = Square(c)
        %4 = Mean(%3) {axis=1; count=1; keepDims=true} : float (N, 1) ; v = Mean(Square(c), -1, keepDims: true)
        %5 = Setting() {name=Epsilon} : float ()
        %6 = Add(%4, %5) : float (N, 1) ;  = v + Epsilon
        %7 = Rsqrt(%6) : float (N, 1) ;  = c / Sqrt(v + Epsilon)
        %8 = Multiply(%2, %7) : float (N, D) ;  = c / Sqrt(v + Epsilon)
        %9 = Parameter() : float (D) ; G =
        %10 = Multiply(%8, %9) : float (N, D) ;  = c / Sqrt(v + Epsilon) * G
        --- backward
        %11 = OutputGradient() {output=0} : float (N, D) ; dy =
        %12 = Multiply(%11, %9) : float (N, D)
        %13 = Multiply(%11, %8) : float (N, D)
        %14 = Sum(%13) {axis=0; count=1; keepDims=false} : float (D) ; dG =
        %15 = Multiply(%12, %7) : float (N, D)
        %16 = Multiply(%12, %2) : float (N, D)
        %17 = Sum(%16) {axis=1; count=1; keepDims=true} : float (N, 1)
        %18 = Constant() {value=-0.5} : float ()
        %19 = Multiply(%18, %17) : float (N, 1)
        %20 = Multiply(%19, %7) : float (N, 1)
        %21 = Multiply(%20, %7) : float (N, 1)
        %22 = Multiply(%21, %7) : float (N, 1) ; dv =
        %23 = Size() {dim=D} : float ()
        %24 = Divide(%22, %23) : float (N, 1)
        %25 = BroadcastTo(%24) {shape=(N, D)} : float (N, D)
        %26 = Constant() {value=2} : float ()
        %27 = Multiply(%26, %25) : float (N, D)
        %28 = Multiply(%27, %2) : float (N, D)
        %29 = Add(%15, %28) : float (N, D) ; dc =
        %30 = Sum(%29) {axis=1; count=1; keepDims=true} : float (N, 1)
        %31 = Divide(%30, %23) : float (N, 1)
        %32 = Negate(%31) : float (N, 1)
        %33 = BroadcastTo(%32) {shape=(N, D)} : float (N, D)
        %34 = Add(%29, %33) : float (N, D) ; dx =
        return %10
        gradient %0 = %34
        gradient %9 = %14
        """;

    /// <summary>Softmax and Relu between products of matrices, with unnamed steps.</summary>
    public const string Attention = """
        %0 = Input() {noGrad=false} : float (N, T, D) ; q =
        %1 = Input() {noGrad=false} : float (N, T, D) ; k =
        %2 = Input() {noGrad=false} : float (N, T, D) ; v =
        %3 = MatMul(%0, %1) {transposeA=false; transposeB=true} : float (N, T, T) ;  = MatMul(q, Transpose(k))
        %4 = Size() {dim=D} : float ()
        %5 = Sqrt(%4) : float () ;  = MathF.Sqrt(d)
        %6 = Divide(%3, %5) : float (N, T, T) ;  = MatMul(q, Transpose(k)) / MathF.Sqrt(d)
        %7 = Softmax(%6) {axis=2} : float (N, T, T) ; w = Softmax(MatMul(q, Transpose(k)) / MathF.Sqrt(d))
        %8 = Relu(%7) : float (N, T, T) ;  = Relu(w)
        %9 = MatMul(%8, %2) {transposeA=false; transposeB=false} : float (N, T, D) ;  = MatMul(Relu(w), v)
        --- backward
        %10 = OutputGradient() {output=0} : float (N, T, D) ; dy =
        %11 = MatMul(%10, %2) {transposeA=false; transposeB=true} : float (N, T, T)
        %12 = MatMul(%8, %10) {transposeA=true; transposeB=false} : float (N, T, D) ; dv =
        %13 = Constant() {value=0} : float ()
        %14 = Greater(%8, %13) : mask (N, T, T)
        %15 = Where(%14, %11, %13) : float (N, T, T) ; dw =
        %16 = Multiply(%15, %7) : float (N, T, T)
        %17 = Sum(%16) {axis=2; count=1; keepDims=true} : float (N, T, 1)
        %18 = Subtract(%15, %17) : float (N, T, T)
        %19 = Multiply(%7, %18) : float (N, T, T)
        %20 = Divide(%19, %5) : float (N, T, T)
        %21 = MatMul(%20, %1) {transposeA=false; transposeB=false} : float (N, T, D) ; dq =
        %22 = MatMul(%20, %0) {transposeA=true; transposeB=false} : float (N, T, D) ; dk =
        return %9
        gradient %0 = %21
        gradient %1 = %22
        gradient %2 = %12
        """;

    /// <summary>The same value, returned twice.</summary>
    public const string Twice = """
        %0 = Input() {noGrad=false} : float (N, D) ; x =
        --- backward
        %1 = OutputGradient() {output=0} : float (N, D) ; dx =
        %2 = OutputGradient() {output=1} : float (N, D) ; dx =
        %3 = Add(%1, %2) : float (N, D) ; dx =
        return %0, %0
        gradient %0 = %3
        """;

    /// <summary>Two affine layers and the loss over labels.</summary>
    public const string TwoLayerNet = """
        %0 = Input() {noGrad=true} : float (N, I) ; x =
        %1 = Input() {noGrad=true} : int (N) ; t =
        %2 = Parameter() : float (I, H) ; Hidden.W =
        %3 = MatMul(%0, %2) {transposeA=false; transposeB=false} : float (N, H) ;  = Hidden: MatMul(x, W)
        %4 = Parameter() : float (H) ; Hidden.B =
        %5 = Add(%3, %4) : float (N, H) ; Hidden = Hidden: MatMul(x, W) + B
        %6 = Sigmoid(%5) : float (N, H) ; Activation = Activation: 1 / (1 + Exp(-x))
        %7 = Parameter() : float (H, O) ; Output.W =
        %8 = MatMul(%6, %7) {transposeA=false; transposeB=false} : float (N, O) ;  = Output: MatMul(x, W)
        %9 = Parameter() : float (O) ; Output.B =
        %10 = Add(%8, %9) : float (N, O) ; Output = Output: MatMul(x, W) + B
        %11 = CrossEntropy(%10, %1) : float () ; Loss = Loss: CrossEntropy(s, t)
        %12 = Softmax(%10) {axis=1} : float (N, O)
        --- backward
        %13 = Constant() {value=1} : float ()
        %14 = CrossEntropyGradient(%12, %1, %13) : float (N, O) ; dOutput =
        %15 = Sum(%14) {axis=0; count=1; keepDims=false} : float (O) ; dOutput.B =
        %16 = MatMul(%14, %7) {transposeA=false; transposeB=true} : float (N, H) ; dActivation =
        %17 = MatMul(%6, %14) {transposeA=true; transposeB=false} : float (H, O) ; dOutput.W =
        %18 = Multiply(%16, %6) : float (N, H)
        %19 = Subtract(%13, %6) : float (N, H)
        %20 = Multiply(%18, %19) : float (N, H) ; dHidden =
        %21 = Sum(%20) {axis=0; count=1; keepDims=false} : float (H) ; dHidden.B =
        %22 = MatMul(%0, %20) {transposeA=true; transposeB=false} : float (I, H) ; dHidden.W =
        return %11
        gradient %2 = %22
        gradient %4 = %21
        gradient %7 = %17
        gradient %9 = %15
        """;
}
