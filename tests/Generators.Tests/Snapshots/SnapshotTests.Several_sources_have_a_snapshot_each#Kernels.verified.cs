//HintName: Kernels.cs
// kernels