//HintName: Affine.g.cs
// 2 rows of 
