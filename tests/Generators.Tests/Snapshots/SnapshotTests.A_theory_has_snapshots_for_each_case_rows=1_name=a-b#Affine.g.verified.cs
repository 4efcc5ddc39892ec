//HintName: Affine.g.cs
// 1 rows of a/b
