namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Shapes that do not fit, or fit only for some sizes.</summary>
public static class WrongShapes
{
    public static IReadOnlyList<WrongProgram> All { get; } =
    [
        new("a product whose inner dims differ", WrongProgram.Forward("return {|NN0012:MatMul(y, W)|};"),
            "'MatMul(y, W)' cannot be computed: y has shape (N, D) and W has shape (I, O), but D, the last dim of y, is not I, the first dim of W; with N=1, D=2, I=3, O=4: (1, 2) × (3, 4)") { Related = ["Shape(\"N\", \"D\")", "Param(\"I\", \"O\")"] },
        new("a product of locals", WrongProgram.Forward("Var h = MatMul(x, W); return {|NN0012:MatMul(h, W)|};"),
            "'MatMul(h, W)' cannot be computed: h has shape (N, O) and W has shape (I, O), but O, the last dim of h, is not I, the first dim of W; with N=1, O=2, I=3: (1, 2) × (3, 2); MatMul(h, Transpose(W)) would fit") { Related = ["MatMul(x, W)", "Param(\"I\", \"O\")"] },
        new("a product with a scalar", WrongProgram.Forward("return {|NN0012:MatMul(Sum(x), W)|};"),
            "'MatMul(Sum(x), W)' cannot be computed: a matrix product needs one dim or more on both sides, but Sum(x) has shape () and W has shape (I, O); a number is multiplied with *"),
        new("a product of a vector of another length", WrongProgram.Forward("return {|NN0012:MatMul(Sum(x, 1), W)|} + {|NN0012:MatMul(W, Sum(y, 0))|};"),
            "'MatMul(Sum(x, 1), W)' cannot be computed: Sum(x, 1) has shape (N) and W has shape (I, O), but N, the only dim of Sum(x, 1), is not I, the first dim of W; with N=1, I=2, O=3: (1) × (2, 3)",
            "'MatMul(W, Sum(y, 0))' cannot be computed: W has shape (I, O) and Sum(y, 0) has shape (D), but O, the last dim of W, is not D, the only dim of Sum(y, 0); with I=1, O=2, D=3: (1, 2) × (3)"),
        new("a sum whose dims differ", WrongProgram.Forward("return {|NN0012:x + y|};"),
            "'x + y' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not D, the last dim of y; with N=1, I=2, D=3: (1, 2) against (1, 3)") { Related = ["Shape(\"N\", \"I\")", "Shape(\"N\", \"D\")"] },
        new("a sum of expressions", WrongProgram.Forward("return {|NN0012:MatMul(x, W) * 2 - Sum(x, axis: 1)|};"),
            "'MatMul(x, W) * 2 - Sum(x, axis: 1)' cannot be computed: MatMul(x, W) * 2 has shape (N, O) and Sum(x, axis: 1) has shape (N), but O, the last dim of MatMul(x, W) * 2, is not N, the only dim of Sum(x, axis: 1); with N=2, O=3: (2, 3) against (2); Sum(x, axis: 1) would fit with keepDims: true"),
        new("a compound assignment", WrongProgram.Forward("{|NN0012:x += y|}; return x;"),
            "'x += y' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not D, the last dim of y; with N=1, I=2, D=3: (1, 2) against (1, 3)"),
        new("a choice between different shapes", WrongProgram.Forward("return {|NN0012:Where(x > 0, x, y)|};"),
            "'Where(x > 0, x, y)' cannot be computed: x > 0 has shape (N, I) and y has shape (N, D), but I, the last dim of x > 0, is not D, the last dim of y; with N=1, I=2, D=3: (1, 2) against (1, 3)"),
        new("labels of another length", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"C\")] Var x, [Shape(\"M\")] IntVar t) => {|NN0012:CrossEntropy(x, t)|}; }",
            "'CrossEntropy(x, t)' cannot be computed: x has shape (N, C), so labels should have shape (N), but t has shape (M); with N=1, M=2: (1) against (2)"),
        new("labels with too many dims", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"C\")] Var x, [Shape(\"N\", \"C\")] IntVar t) => {|NN0012:CrossEntropy(x, t)|}; }",
            "'CrossEntropy(x, t)' cannot be computed: x has shape (N, C), so labels should have shape (N), but t has shape (N, C); one-hot targets are a Var"),
        new("targets of another shape", WrongProgram.Forward("return {|NN0012:CrossEntropy(x, y)|};"),
            "'CrossEntropy(x, y)' cannot be computed: x has shape (N, I), so targets should have it too, but y has shape (N, D); with N=1, I=2, D=3: (1, 2) against (1, 3)"),
        new("an index of another shape", WrongProgram.Forward("return {|NN0012:Pick(Transpose(x), t)|};"),
            "'Pick(Transpose(x), t)' cannot be computed: Transpose(x) has shape (I, N), so index should have shape (I), but t has shape (N); with I=1, N=2: (1) against (2)"),
        new("a reshape to another number of elements", WrongProgram.Forward("return {|NN0012:Reshape(x, x.Size(0), D)|};"),
            "'Reshape(x, x.Size(0), D)' cannot be computed: x has shape (N, I), which cannot be reshaped to (N, D); N*I elements are not N*D; with I=1, D=2: 1 against 2"),
        new("a reshape of constants", "[Layer] public partial class Net { public Var Forward([Shape(\"3\", \"4\")] Var x) => {|NN0012:Reshape(x, 5, -1)|}; }",
            "'Reshape(x, 5, -1)' cannot be computed: x has shape (3, 4), and its 12 elements are not a multiple of 5, so -1 has no answer"),
        new("a reshape with two open sizes", WrongProgram.Forward("return {|NN0012:Reshape(x, -1, -1)|};"),
            "'Reshape(x, -1, -1)' cannot be computed: only one size of a reshape can be -1"),
        new("an axis that there is not", WrongProgram.Forward("return {|NN0012:Sum(x, 2)|};"),
            "'Sum(x, 2)' cannot be computed: there is no axis 2; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("an axis of a scalar", WrongProgram.Forward("return {|NN0012:Softmax(Sum(x))|};"),
            "'Softmax(Sum(x))' cannot be computed: there is no axis -1; the value is a scalar, of shape ()"),
        new("an axis that is no number", WrongProgram.Forward("return {|NN0012:Max(x, D)|};"),
            "'Max(x, D)' cannot be computed: the axis has to be a number that the compiler knows, but it is D"),
        new("a size of an axis that there is not", WrongProgram.Forward("return x * {|NN0012:x.Size(-3)|};"),
            "'x.Size(-3)' cannot be computed: there is no axis -3; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("a shape with fewer dims than names", WrongProgram.Forward("{|NN0012:var (n, s, d) = x.Shape|}; return Reshape(x, n, s, d);"),
            "'(n, s, d)' takes 3 sizes, but the shape (N, I) has 2 dims"),
        new("a transpose of a vector", WrongProgram.Forward("return {|NN0012:Transpose(Sum(x, 0))|};"),
            "'Transpose(Sum(x, 0))' cannot be computed: a transpose swaps the last two axes, but (I) has only one"),
        new("a squeeze of an axis that is not 1", WrongProgram.Forward("return {|NN0012:Squeeze(x, 1)|};"),
            "'Squeeze(x, 1)' cannot be computed: axis 1 of (N, I) has size I; only an axis of size 1 can be squeezed away"),
        new("a stretch that does not fit", WrongProgram.Forward("return {|NN0012:BroadcastTo(x, D, 3)|};"),
            "'BroadcastTo(x, D, 3)' cannot be computed: x has shape (N, I), which does not stretch to (D, 3); only a dim of 1 stretches, and missing ones in front"),
        new("a negative number of copies", WrongProgram.Forward("return {|NN0012:Repeat(x, -2, 0)|};"),
            "'Repeat(x, -2, 0)' cannot be computed: a value cannot be repeated -2 times"),

        new("two expressions of which each fits for sizes for which the other does not", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"I\")] Var x) { var y = {|NN0013:x[1..3]|}; return {|NN0012:x + y|}; } }",
            "'x[1..3]' can be computed for x (N, I) only if 3 <= N, and nothing says so; state it with [Where(\"3 <= N\")], or every call checks it",
            "'x + y' can be computed for x (N, I) and y (2, I) only if N == 2, but 'x[1..3]' needs 3 <= N: there are no sizes for which both hold"),
        new("a permute that leaves an axis out", WrongProgram.Forward("return {|NN0012:Permute(x, 1)|};"),
            "'Permute(x, 1)' cannot be computed: x has shape (N, I), and each of its axes, 0 to 1, has to be named once, but the axes are (1)"),
        new("a permute that names an axis twice", WrongProgram.Forward("return {|NN0012:Permute(x, 1, -1)|};"),
            "'Permute(x, 1, -1)' cannot be computed: x has shape (N, I), and each of its axes, 0 to 1, has to be named once, but the axes are (1, -1)"),
        new("a permute of seven axes", "[Layer] public partial class Net { public Var Forward([Shape(\"A\", \"B\", \"C\", \"D\", \"E\", \"F\", \"G\")] Var x) => {|NN0012:Permute(x, 6, 5, 4, 3, 2, 1, 0)|}; }",
            "'Permute(x, 6, 5, 4, 3, 2, 1, 0)' cannot be computed: at most 6 axes can be permuted, and x has shape (A, B, C, D, E, F, G); Reshape joins axes that stay together"),
        new("a permute by an axis that there is not", WrongProgram.Forward("return {|NN0012:Permute(x, 0, 2)|};"),
            "'Permute(x, 0, 2)' cannot be computed: there is no axis 2; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("a permute of leading dims", "[Layer] public partial class Net { public Var Forward([Shape(\"...\", \"T\", \"I\")] Var x) => {|NN0008:Permute(x, 0, 2, 1)|}; }",
            "'Permute(x, 0, 2, 1)' cannot stand in a definition: \"...\" stands for any number of dims, and this takes a fixed number of them; name the dims in the [Shape], as in \"N\", \"T\""),
        new("a slice that is too long", WrongProgram.Forward("return {|NN0012:Slice(x, 1, 1, x.Size(1))|};"),
            "'Slice(x, 1, 1, x.Size(1))' cannot be computed: x has shape (N, I), but I entries from entry 1 of axis 1 on would end at I + 1, and it has only I, counted from 0; with I=1: 2 is more than 1"),
        new("a slice of constants", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"4\")] Var x) => {|NN0012:Slice(x, -1, 2, 3)|}; }",
            "'Slice(x, -1, 2, 3)' cannot be computed: x has shape (N, 4), but 3 entries from entry 2 of axis 1 on would end at 5, and it has only 4, counted from 0"),
        new("a slice that starts before the first entry", WrongProgram.Forward("return {|NN0012:Slice(x, 0, -1, 1)|};"),
            "'Slice(x, 0, -1, 1)' cannot be computed: x has shape (N, I), and a part of axis 0 cannot start at -1, before its first entry; counted from the end it is x.Size(0) - 1"),
        new("a slice of a negative length", WrongProgram.Forward("return {|NN0012:Slice(x, 0, 0, -2)|};"),
            "'Slice(x, 0, 0, -2)' cannot be computed: x has shape (N, I), and a part of axis 0 cannot have -2 entries: it would start at 0 and end at -2"),
        new("a slice of an axis that there is not", WrongProgram.Forward("return {|NN0012:Slice(x, -3, 0, 1)|};"),
            "'Slice(x, -3, 0, 1)' cannot be computed: there is no axis -3; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("a slice that fits for some sizes", WrongProgram.Forward("return {|NN0013:Slice(x, 1, D, 2)|};"),
            "'Slice(x, 1, D, 2)' can be computed for x (N, I) only if D + 2 <= I, and nothing says so; state it with [Where(\"D + 2 <= I\")], or every call checks it"),
        new("a pad by a negative number", WrongProgram.Forward("return {|NN0012:Pad(x, 1, 0, -1)|};"),
            "'Pad(x, 1, 0, -1)' cannot be computed: -1 entries cannot be added after axis 1 of (N, I); Slice takes entries away"),
        new("a flip of an axis that there is not", WrongProgram.Forward("return {|NN0012:Flip(x, 2)|};"),
            "'Flip(x, 2)' cannot be computed: there is no axis 2; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("a concat of different shapes", WrongProgram.Forward("return {|NN0012:Concat(0, x, y)|};"),
            "'Concat(0, x, y)' cannot be computed: x has shape (N, I) and y has shape (N, D); they can be joined along axis 0 only if nothing else differs; with I=1, D=2: (1, 1) against (1, 2)"),
        new("a concat of different ranks", WrongProgram.Forward("return {|NN0012:Concat(1, x, Sum(x, 1))|};"),
            "'Concat(1, x, Sum(x, 1))' cannot be computed: x has shape (N, I) and Sum(x, 1) has shape (N); they can be joined along axis 1 only if nothing else differs; ExpandDims adds the axis that Sum(x, 1) lacks, and a reduction keeps its own with keepDims: true"),
        new("a concat of nothing", WrongProgram.Forward("return x + {|NN0012:Concat(0)|};"),
            "'Concat(0)' cannot be computed: there is nothing to join; it takes one value or more"),
        new("a concat of an array without elements", WrongProgram.Forward("var none = new Var[0]; return x + {|NN0012:Concat(0, none)|};"),
            "'Concat(0, none)' cannot be computed: there is nothing to join; it takes one value or more"),
        new("a stack of a list without elements", WrongProgram.Forward("var none = new System.Collections.Generic.List<Var>(); return x + {|NN0012:Stack(0, none.ToArray())|};"),
            "'Stack(0, none.ToArray())' cannot be computed: there is nothing to stack; it takes one value or more"),
        new("a concat of an empty collection", WrongProgram.Forward("return x + {|NN0012:Concat(0, [])|} + {|NN0012:Stack(0, [])|};"),
            "'Concat(0, [])' cannot be computed: there is nothing to join; it takes one value or more",
            "'Stack(0, [])' cannot be computed: there is nothing to stack; it takes one value or more"),
        new("a concat along leading dims", "[Layer] public partial class Net { [Param(\"K\", \"I\")] public partial Parameter W { get; } public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0008:Concat(0, W, x)|}; }",
            "'Concat(0, W, x)' cannot stand in a definition: \"...\" stands for any number of dims, so only the axes after them are known; count those from the end, as in -1"),
        new("a stack of different shapes", WrongProgram.Forward("return {|NN0012:Stack(0, x, y)|};"),
            "'Stack(0, x, y)' cannot be computed: x has shape (N, I) and y has shape (N, D); what is stacked has one shape; Concat(1, …) joins what differs along axis 1; with N=1, I=2, D=3: (1, 2) against (1, 3)"),
        new("a choice among more entries than there are", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"3\")] Var x, [Shape(\"N\", \"4\")] Var y) => {|NN0012:Pick(x, ArgMax(y, 1))|} + Sum({|NN0012:OneHot(ArgMax(y, 1), 2)|}); }",
            "'Pick(x, ArgMax(y, 1))' cannot be computed: ArgMax(y, 1) can be any of 0 to 3, but there are only 3 entries to choose from", "'OneHot(ArgMax(y, 1), 2)' cannot be computed: ArgMax(y, 1) can be any of 0 to 3, but there are only 2 entries to choose from"),
        new("a choice among perhaps more entries than there are", WrongProgram.Forward("Var best = Pick(x, ArgMax(x, 1)); return Sum({|NN0013:Gather(W, ArgMax(y, 1))|}) + best;"),
            "'Gather(W, ArgMax(y, 1))' can be computed for W (I, O) and ArgMax(y, 1) (N) only if D <= I, and nothing says so; state it with [Where(\"D <= I\")], or every call checks it"),
        new("a table that is a scalar", WrongProgram.Forward("return {|NN0012:Gather(Sum(x), t)|};"),
            "'Gather(Sum(x), t)' cannot be computed: a table has rows to choose from, but Sum(x) is a scalar, of shape ()"),
        new("an index of an axis that there is not", WrongProgram.Forward("return {|NN0012:x[0, 1, 2]|};"),
            "'x[0, 1, 2]' cannot be computed: x has shape (N, I), but there are 3 items, one for each axis"),
        new("a negative index", WrongProgram.Forward("return {|NN0012:x[.., -1]|};"),
            "'x[.., -1]' cannot be computed: the index -1 is negative; counted from the end it is ^1"),
        new("an index behind the last entry", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"4\")] Var x) => {|NN0012:x[.., 4]|}; }",
            "'x[.., 4]' cannot be computed: x has shape (N, 4), but 1 entry from entry 4 of axis 1 on would end at 5, and it has only 4, counted from 0"),
        new("a range that ends before it begins", WrongProgram.Forward("return {|NN0012:x[.., 3..1]|};"),
            "'x[.., 3..1]' cannot be computed: x has shape (N, I), and a part of axis 1 cannot have -2 entries: it would start at 3 and end at 1"),
        new("a range that fits for some sizes", WrongProgram.Forward("return {|NN0013:x[.., ^2..]|};"),
            "'x[.., ^2..]' can be computed for x (N, I) only if 2 <= I, and nothing says so; state it with [Where(\"2 <= I\")], or every call checks it"),
        new("a part of leading dims", "[Layer] public partial class Net { public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0008:x[.., 0]|}; }",
            "'x[.., 0]' cannot stand in a definition: \"...\" stands for any number of dims, so only the axes after them are known, and the items between the brackets count from the front; Slice(x, -1, …) counts from the end"),

        new("a sum with dims that disagree", WrongProgram.Forward("return Einsum(\"ni,io->no\", x, {|NN0012:y|});"),
            "'Einsum(\"ni,io->no\", x, y)' cannot be computed: i is I in x (N, I) and N in y (N, D); a letter stands for one dim, wherever it stands; with I=1, N=2: 1 against 2"),
        new("a sum with a wrong number of letters", WrongProgram.Forward("return Einsum(\"ni,ioc->no\", x, {|NN0012:W|});"),
            "'Einsum(\"ni,ioc->no\", x, W)' cannot be computed: 'ioc' names 3 axes, but W has shape (I, O); each axis has one letter"),
        new("a sum whose result has an unknown letter", WrongProgram.Forward("return Einsum({|NN0012:\"ni,io->nk\"|}, x, W);"),
            "'Einsum(\"ni,io->nk\", x, W)' cannot be computed: \"ni,io->nk\" does not say what to sum: 'k' stands in the result, but in no operand"),
        new("a sum whose result has a letter twice", WrongProgram.Forward("return Einsum({|NN0012:\"ni,io->nn\"|}, x, W);"),
            "'Einsum(\"ni,io->nn\", x, W)' cannot be computed: \"ni,io->nn\" does not say what to sum: 'n' stands twice in the result"),
        new("a sum of another number of operands", WrongProgram.Forward("return Einsum({|NN0012:\"ni,io->no\"|}, x);"),
            "'Einsum(\"ni,io->no\", x)' cannot be computed: \"ni,io->no\" does not say what to sum: it has the letters of 2 operands, but there is 1"),
        new("a sum with dots", WrongProgram.Forward("return Einsum({|NN0012:\"...i,io->...o\"|}, x, W);"),
            "'Einsum(\"...i,io->...o\", x, W)' cannot be computed: \"...i,io->...o\" does not say what to sum: it has \"...\", but every axis needs a letter of its own"),
        new("a sum with a sign that is no letter", WrongProgram.Forward("return Einsum({|NN0012:\"n1,1o->no\"|}, x, W);"),
            "'Einsum(\"n1,1o->no\", x, W)' cannot be computed: \"n1,1o->no\" does not say what to sum: '1' is no letter; each axis has one of a to z and A to Z"),
        new("a sum with two arrows", WrongProgram.Forward("return Einsum({|NN0012:\"ni->n->n\"|}, x);"),
            "'Einsum(\"ni->n->n\", x)' cannot be computed: \"ni->n->n\" does not say what to sum: it has more than one '->'"),
        new("a sum with two results", WrongProgram.Forward("return Einsum({|NN0012:\"ni->n,i\"|}, x);"),
            "'Einsum(\"ni->n,i\", x)' cannot be computed: \"ni->n,i\" does not say what to sum: there is one result, so no ',' stands after '->'"),
        new("a sum of leading dims", "[Layer] public partial class Net { [Param(\"I\", \"O\")] public partial Parameter W { get; } public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0008:Einsum(\"ni,io->no\", x, W)|}; }",
            "'Einsum(\"ni,io->no\", x, W)' cannot stand in a definition: \"...\" stands for any number of dims, and this takes a fixed number of them; name the dims in the [Shape], as in \"N\", \"T\""),
        new("a diagonal of what is no square", WrongProgram.Forward("return Einsum(\"ii->i\", {|NN0012:W|});"),
            "'Einsum(\"ii->i\", W)' cannot be computed: i is I in W (I, O) and O in W (I, O); a letter stands for one dim, wherever it stands; with I=1, O=2: 1 against 2"),

        new("a convolution of images without channels", Images("Var y = Sum(x, 1); return {|NN0012:Conv2D(y, W)|};"),
            "'Conv2D(y, W)' cannot be computed: Conv2D takes images (N, C, H, W) and weights (O, C, KH, KW), but y has shape (N, H, L) and W has shape (O, C, K, K); ExpandDims(y, 1) would add one channel to it"),
        new("a convolution whose channels differ", Images("return {|NN0012:Conv2D(x, V)|};"),
            "'Conv2D(x, V)' cannot be computed: x has shape (N, C, H, L) and V has shape (O, D, K, K), but C, the channels of x, is not D, the second dim of V; with N=1, C=2, H=3, L=4, O=5, D=6, K=7: (1, 2, 3, 4) against (5, 6, 7, 7)"),
        new("a convolution with its channels last", Images("return {|NN0012:Conv2D(last, W)|};"),
            "'Conv2D(last, W)' cannot be computed: last has shape (N, H, L, C) and W has shape (O, C, K, K), but H, the channels of last, is not C, the second dim of W; channels come second, and those of last seem to come last; with N=1, H=2, L=3, C=4, O=5, K=6: (1, 2, 3, 4) against (5, 4, 6, 6)"),
        new("weights that begin with the channels", Images("return {|NN0012:Conv2D(x, Wrong)|};"),
            "'Conv2D(x, Wrong)' cannot be computed: x has shape (N, C, H, L) and Wrong has shape (C, O, K, K), but C, the channels of x, is not O, the second dim of Wrong; weights begin with the outputs, and these seem to begin with the channels; with N=1, C=2, H=3, L=4, O=5, K=6: (1, 2, 3, 4) against (2, 5, 6, 6)"),
        new("weights that end with channels and outputs", Images("return {|NN0012:Conv2D(x, Keras)|};"),
            "'Conv2D(x, Keras)' cannot be computed: x has shape (N, C, H, L) and Keras has shape (K, K, C, O), but C, the channels of x, is not K, the second dim of Keras; weights begin with the outputs and the channels, and these seem to end with them; with N=1, C=2, H=3, L=4, K=5, O=6: (1, 2, 3, 4) against (5, 5, 2, 6)"),
        new("a convolution of a whole image's channels in groups", Images("return {|NN0012:Conv2D(x, W, groups: 2)|};"),
            "'Conv2D(x, W, groups: 2)' cannot be computed: x has shape (N, C, H, L) and W has shape (O, C, K, K), but C, the channels of x, is not 2 groups of C, the second dim of W, which counts the channels of one group; with N=1, C=2, H=3, L=4, O=5, K=6: (1, 2, 3, 4) against (5, 2, 6, 6)"),
        new("channels that do not go into groups", Images("return {|NN0012:Conv2D(grey, Small, groups: 2)|};"),
            "'Conv2D(grey, Small, groups: 2)' cannot be computed: grey has shape (N, 3, 4, 4) and Small has shape (8, 3, 2, 2), but 3, the channels of grey, do not go into 2 groups"),
        new("outputs that do not go into groups", Images("return {|NN0012:Conv2D(four, Two, groups: 2)|};"),
            "'Conv2D(four, Two, groups: 2)' cannot be computed: four has shape (N, 4, 4, 4) and Two has shape (3, 2, 2, 2), but 3, the outputs of Two, do not go into 2 groups"),
        new("a kernel larger than the image", Images("return {|NN0012:Conv2D(grey, Large)|};"),
            "'Conv2D(grey, Large)' cannot be computed: grey has shape (N, 3, 4, 4) and Large has shape (8, 3, 5, 6), but a kernel of 5 rows does not fit into 4; padding: 1 would make room for it"),
        new("a padded kernel larger than the image", Images("return {|NN0012:Conv2D(grey, Large, padding: 1, dilation: 2)|};"),
            "'Conv2D(grey, Large, padding: 1, dilation: 2)' cannot be computed: grey has shape (N, 3, 4, 4) and Large has shape (8, 3, 5, 6), but a kernel of 5 rows, 2 apart and 9 together, does not fit into 4 with a padding of 1 on both sides; padding: 3 would make room for it"),
        new("a kernel larger than the image whatever its size", Images("return {|NN0012:Conv2D(x, Full(1, 1, C, x.Size(2) + 1, 1))|};"),
            "'Conv2D(x, Full(1, 1, C, x.Size(2) + 1, 1))' cannot be computed: x has shape (N, C, H, L) and Full(1, 1, C, x.Size(2) + 1, 1) has shape (1, C, H + 1, 1), but a kernel of H + 1 rows does not fit into H; padding: 1 would make room for it; with H=1: 2 is more than 1"),
        new("a stride of nothing", Images("return {|NN0012:Conv2D(x, W, stride: 0)|};"),
            "'Conv2D(x, W, stride: 0)' cannot be computed: the stride should be at least 1, but is 0"),
        new("a negative padding", Images("return {|NN0012:Conv2D(x, W, padding: -1)|};"),
            "'Conv2D(x, W, padding: -1)' cannot be computed: the padding should be at least 0, but is -1"),
        new("no groups", Images("return {|NN0012:Conv2D(x, W, groups: 0)|};"),
            "'Conv2D(x, W, groups: 0)' cannot be computed: the number of groups should be at least 1, but is 0"),
        new("images given to a convolution of series", Images("return {|NN0012:Conv1D(x, W)|};"),
            "'Conv1D(x, W)' cannot be computed: Conv1D takes series (N, C, T) and weights (O, C, K), but x has shape (N, C, H, L) and W has shape (O, C, K, K); images and their weights go into Conv2D"),
        new("a series whose channels come last", Images("return {|NN0012:Conv1D(steps, Line)|};"),
            "'Conv1D(steps, Line)' cannot be computed: steps has shape (N, T, C) and Line has shape (O, C, K), but T, the channels of steps, is not C, the second dim of Line; channels come second, and those of steps seem to come last; with N=1, T=2, C=3, O=4, K=5: (1, 2, 3) against (4, 3, 5)"),
        new("a pooling of a matrix", Images("return {|NN0012:MaxPool2D(Flatten(x), 2)|};"),
            "'MaxPool2D(Flatten(x), 2)' cannot be computed: MaxPool2D takes images (N, C, H, W), but Flatten(x) has shape (N, L*C*H); Reshape gives a value its axes"),
        new("a pooling of images without channels", Images("return {|NN0012:AvgPool2D(Sum(x, 1), 2)|};"),
            "'AvgPool2D(Sum(x, 1), 2)' cannot be computed: AvgPool2D takes images (N, C, H, W), but Sum(x, 1) has shape (N, H, L); ExpandDims(Sum(x, 1), 1) would add one channel to it"),
        new("a pooling with a negative stride", Images("return {|NN0012:MaxPool2D(x, 2, -1)|};"),
            "'MaxPool2D(x, 2, -1)' cannot be computed: the stride should be at least 1, or 0 for the size of the windows, but is -1"),
        new("a window larger than the image", Images("return {|NN0012:AvgPool2D(grey, 7, stride: 1, padding: 1)|};"),
            "'AvgPool2D(grey, 7, stride: 1, padding: 1)' cannot be computed: grey has shape (N, 3, 4, 4), but a window of 7 rows does not fit into 4 with a padding of 1 on both sides"),
        new("windows of padding alone", Images("return {|NN0012:MaxPool2D(x, 2, 2, padding: 2)|};"),
            "'MaxPool2D(x, 2, 2, padding: 2)' cannot be computed: a padding of 2 should be below the size of 2, or a window would see padding alone"),
        new("a kernel that fits into some images", Images("return {|NN0013:Conv2D(x, W, padding: 1)|};"),
            "'Conv2D(x, W, padding: 1)' can be computed for x (N, C, H, L) and W (O, C, K, K) only if K <= H + 2 and K <= L + 2, and nothing says so; state them with [Where(\"K <= H + 2 && K <= L + 2\")], or every call checks them"),
        new("channels that go into some groups", Images("return {|NN0013:Conv2D(wide, Groups, groups: G)|};"),
            "'Conv2D(wide, Groups, groups: G)' can be computed for wide (N, D, H, L) and Groups (G*O, C, 1, 1) only if D == C*G, and nothing says so; state it with [Where(\"D == C*G\")], or every call checks it"),

        new("a sub-layer fed with the wrong width", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("D", "H")] public partial Affine Hidden { get; }
                [Sub("K", "O")] public partial Affine Output { get; }
                public Var Forward([Shape("N", "D")] Var x)
                {
                    Var a = Relu(Hidden.Forward(x));
                    return Output.Forward({|NN0012:a|});
                }
            }
            """,
            "'Output.Forward' takes x of shape (N, K), but a has shape (N, H): H, its last dim, is not K, the I of Output (Output is Affine(I: K, O: O)); with N=1, K=2, H=3: (1, 2) against (1, 3)") { Related = ["Relu(Hidden.Forward(x))", "Sub(\"K\", \"O\")"] },
        new("a sub-layer whose constructor takes the dims in another order", """
            [Layer] public partial class DownBlock { [Param("O", "C", "3", "3")] public partial Parameter W { get; } public Var Forward([Shape("N", "C", "Height", "Width")] Var x) => Conv2D(x, W, padding: 1); }
            [Layer] public partial class Stage { [Sub("F", "2*F")] public partial DownBlock Down { get; } public Var Forward([Shape("N", "F", "Height", "Width")] Var x) => Down.Forward({|NN0012:x|}); }

            [Layer]
            public partial class Net
            {
                [Sub("C", "2*C")] public partial DownBlock First { get; }
                public Var Forward([Shape("N", "C", "S", "S")] Var x) => First.Forward({|NN0012:x|});
            }
            """,
            "'Down.Forward' takes x of shape (N, 2*F, Height, Width), but x has shape (N, F, Height, Width): F, its second dim, is not 2*F, the C of Down (Down is DownBlock(O: F, C: 2*F)); with N=1, F=2, Height=3, Width=4: (1, 4, 3, 4) against (1, 2, 3, 4)",
            "'First.Forward' takes x of shape (N, 2*C, S, S), but x has shape (N, C, S, S): C, its second dim, is not 2*C, the C of First (First is DownBlock(O: C, C: 2*C)); with N=1, C=2, S=3: (1, 4, 3, 3) against (1, 2, 3, 3)"),
        new("a sub-layer fed with the wrong number of dims", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("D", "H")] public partial Affine Hidden { get; }
                public Var Forward([Shape("N", "T", "D")] Var x) => Hidden.Forward({|NN0012:x|});
            }
            """,
            "'Hidden.Forward' takes x of shape (N, D), but x has shape (N, T, D): 3 dims instead of 2"),
        new("a sub-layer whose inputs do not fit each other", """
            [Layer] public partial class Loss { public Var Forward([Shape("N", "C")] Var scores, [Shape("N")] IntVar labels) => CrossEntropy(scores, labels); }

            [Layer]
            public partial class Net
            {
                [Sub] public partial Loss Score { get; }
                public Var Forward([Shape("N", "C")] Var x, [Shape("M")] IntVar t) => Score.Forward(x, {|NN0012:t|});
            }
            """,
            "'Score.Forward' takes labels of shape (N), but t has shape (M): M, its only dim, is not N; with N=1, M=2: (1) against (2)"),
        new("a sub-layer with leading dims", """
            [Layer] public partial class Dense { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("...", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("D", "H")] public partial Dense Hidden { get; }
                public Var Forward([Shape("N", "T", "K")] Var x) => Hidden.Forward({|NN0012:x|});
            }
            """,
            "'Hidden.Forward' takes x of shape (N, T, D), but x has shape (N, T, K): K, its last dim, is not D, the I of Hidden (Hidden is Dense(I: D, O: H)); with N=1, T=2, D=3, K=4: (1, 2, 3) against (1, 2, 4)"),
        new("a method of the class fed with the wrong shape", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N", "I")] Var x) => Half({|NN0012:Sum(x, 0)|});
                public Var Half([Shape("N", "I")] Var x) => x / 2;
            }
            """,
            "'Half' takes x of shape (N, I), but Sum(x, 0) has shape (I): 1 dim instead of 2"),
        new("a method with a fact about its call", """
            [Layer, Where("T <= 8")]
            public partial class Short { public Var Forward([Shape("N", "T")] Var x) => Exp(x); }

            [Layer]
            public partial class Net
            {
                [Sub] public partial Short Inner { get; }
                public Var Forward([Shape("N", "T")] Var x, [Shape("N", "9")] Var y) => {|NN0013:Inner.Forward(x)|} + {|NN0012:Inner.Forward(y)|};
            }
            """,
            "'Inner.Forward(x)' can be computed for x (N, T) only if T <= 8, and nothing says so; state it with [Where(\"T <= 8\")], or every call checks it",
            "'Inner.Forward' can be called only where T <= 8, here 9 <= 8, which never holds"),
        new("a helper elsewhere", WrongProgram.Forward("return {|NN0012:Elsewhere.Product(x, y)|};") + "\nstatic class Elsewhere { public static Var Product(Var a, Var b) => MatMul(a, b); }",
            "In Elsewhere.Product: 'MatMul(a, b)' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not N, the first dim of y; with N=1, I=2, D=3: (1, 2) × (1, 3); MatMul(Transpose(x), y) would fit")
        {
            Related = ["MatMul(a, b)", "Shape(\"N\", \"I\")", "Shape(\"N\", \"D\")"],
        },

        new("a result of another shape than declared", """
            [Layer]
            public partial class Net
            {
                [Param("I", "O")] public partial Parameter W { get; }

                [return: Shape("N", "I")]
                public Var Forward([Shape("N", "I")] Var x)
                {
                    Var y = MatMul(x, W);
                    return {|NN0012:Relu(y)|};
                }
            }
            """,
            "'Forward' is declared to return (N, I), but this has shape (N, O): O, its last dim, is not I; with N=1, I=2, O=3: (1, 2) against (1, 3)") { Related = ["Shape(\"N\", \"I\")"] },
        new("a result of another rank than declared", "[Layer] public partial class Net { [return: Shape] public Var Forward([Shape(\"N\", \"I\")] Var x) => {|NN0012:Sum(x, 0)|}; }",
            "'Forward' is declared to return (), but this has shape (I): 1 dim instead of none"),
        new("a result whose leading dims are lost", "[Layer] public partial class Net { [return: Shape(\"...\", \"I\")] public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0012:Mean(x, -1)|}; }",
            "'Forward' is declared to return (..., I), but this has shape (...): 1 dim instead of 2"),
        new("leading dims that line up with others", "[Layer] public partial class Net { [Param(\"3\", \"I\")] public partial Parameter W { get; } public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0008:x * W|} + ({|NN0008:x - Mean(x, -1)|}); }",
            "'x * W' cannot stand in a definition: x has shape (..., I) and W has shape (3, I), and \"...\", any number of dims, lines up only with itself, at the same distance from the end",
            "'x - Mean(x, -1)' cannot stand in a definition: x has shape (..., I) and Mean(x, -1) has shape (...), and \"...\", any number of dims, lines up only with itself, at the same distance from the end; a reduction keeps its axis with keepDims: true"),
        new("leading dims in a product", "[Layer] public partial class Net { [Param(\"3\", \"N\")] public partial Parameter W { get; } public Var Forward([Shape(\"...\", \"I\")] Var x, [Shape(\"...\", \"I\", \"O\")] Var y) => Sum({|NN0008:MatMul(W, x)|}) + Sum({|NN0008:MatMul(x, y)|}); }",
            "'MatMul(W, x)' cannot stand in a definition: W has shape (3, N) and x has shape (..., I), and \"...\" stands for any number of dims: in a product they are all rows on the left, as in (..., I) × (I, O), or batches of both sides, as in (..., T, I) × (..., I, O)",
            "'MatMul(x, y)' cannot stand in a definition: x has shape (..., I) and y has shape (..., I, O), and \"...\" stands for any number of dims: in a product they are all rows on the left, as in (..., I) × (I, O), or batches of both sides, as in (..., T, I) × (..., I, O)"),
        new("leading dims made one", "[Layer] public partial class Net { public Var Forward([Shape(\"...\", \"I\")] Var x) => Sum({|NN0008:Reshape(x, -1, x.Size(-1))|}, 0) + {|NN0008:BroadcastTo(x, 3, x.Size(-1))|}; }",
            "'Reshape(x, -1, x.Size(-1))' cannot stand in a definition: \"...\" stands for any number of dims, and this would make them one; name the dims in the [Shape], as in \"N\", \"T\"",
            "'BroadcastTo(x, 3, x.Size(-1))' cannot stand in a definition: \"...\" stands for any number of dims, and this takes a fixed number of them; name the dims in the [Shape], as in \"N\", \"T\""),
        new("leading dims into a layer that has none", """
            [Layer] public partial class Columns { public Var Forward([Shape("N", "I")] Var x) => Softmax(x, 0); }

            [Layer]
            public partial class Net
            {
                [Sub] public partial Columns Inner { get; }
                public Var Forward([Shape("...", "I")] Var x) => Inner.Forward({|NN0012:x|});
            }
            """,
            "'Inner.Forward' takes x of shape (N, I), but x has shape (..., I): \"...\" stands for any number of dims; name them here, or write \"...\" there"),
        new("leading dims that do not fit", "[Layer] public partial class Net { [Param(\"K\")] public partial Parameter W { get; } public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0012:x * W|}; }",
            "'x * W' cannot be computed: x has shape (..., I) and W has shape (K), but I, the last dim of x, is not K, the only dim of W; with leading=1, I=2, K=3: (1, 2) against (3)"),

        new("a product that fits for some sizes", """
            [Layer]
            public partial class Net
            {
                [Param("K", "O")] public partial Parameter W { get; }
                [Dim] public partial int H { get; }
                public Var Forward([Shape("N", "2*H")] Var x) => {|NN0013:MatMul(x, W)|};
            }
            """,
            "'MatMul(x, W)' can be computed for x (N, 2*H) and W (K, O) only if 2*H == K, and nothing says so; state it with [Where(\"2*H == K\")], or every call checks it") { Related = ["Shape(\"N\", \"2*H\")", "Param(\"K\", \"O\")"] },
        new("a result that fits for some sizes", """
            [Layer]
            public partial class Net
            {
                [Dim] public partial int H { get; }
                [Dim] public partial int K { get; }
                [return: Shape("N", "K")]
                public Var Forward([Shape("N", "2*H")] Var x) => {|NN0013:Exp(x)|};
            }
            """,
            "'Forward' is declared to return (N, K), and this has shape (N, 2*H), which is the same only if K == 2*H, and nothing says so; state it with [Where(\"K == 2*H\")], or every call checks it"),
        new("a sub-layer that fits for some sizes", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("2*H", "O")] public partial Affine Output { get; }
                [Sub("D", "K")] public partial Affine Hidden { get; }
                public Var Forward([Shape("N", "D")] Var x) => {|NN0013:Output.Forward(Hidden.Forward(x))|};
            }
            """,
            "'Output.Forward(Hidden.Forward(x))' can be computed for Hidden (N, K) only if 2*H == K, and nothing says so; state it with [Where(\"2*H == K\")], or every call checks it"),
        new("a stretch to a shape that fits for some sizes", """
            [Layer]
            public partial class Net
            {
                [Param("4")] public partial Parameter W { get; }
                [Dim] public partial int K { get; }
                public Var Forward([Shape("N")] Var x) => {|NN0013:BroadcastTo(W, x.Size(0), 2*K)|};
            }
            """,
            "'BroadcastTo(W, x.Size(0), 2*K)' can be computed for W (4) only if 4 == 2*K, and nothing says so; state it with [Where(\"4 == 2*K\")], or every call checks it"),
        new("a product of elements that needs two things", """
            [Layer]
            public partial class Net
            {
                [Param("2*K", "C")] public partial Parameter W { get; }
                [Dim] public partial int K { get; }
                public Var Forward([Shape("T", "N", "2*K")] Var x) => {|NN0013:W * x|};
            }
            """,
            "'W * x' can be computed for W (2*K, C) and x (T, N, 2*K) only if C == 2*K and 2*K == N, and nothing says so; state them with [Where(\"C == 2*K && 2*K == N\")], or every call checks them") { Related = ["Param(\"2*K\", \"C\")", "Shape(\"T\", \"N\", \"2*K\")"] },
        new("a part of two axes that fits for some sizes", WrongProgram.Forward("return {|NN0013:x[..2, ^3..]|};"),
            "'x[..2, ^3..]' can be computed for x (N, I) only if 2 <= N and 3 <= I, and nothing says so; state them with [Where(\"2 <= N && 3 <= I\")], or every call checks them"),
        new("parts in a loop that fit for some sizes", WrongProgram.Forward("Var z = x; for (int i = 1; i < 4; i++) z = z + Sum({|NN0013:Slice(x, 1, i, 2)|}); return z;"),
            "'Slice(x, 1, i, 2)' can be computed for x (N, I) only if 3 <= I, 4 <= I and 5 <= I, and nothing says so; state them with [Where(\"3 <= I && 4 <= I && 5 <= I\")], or every call checks them"),
        new("a gradient whose shapes fit for some sizes", """
            [Layer]
            public partial class Net
            {
                [Dim] public partial int H { get; }
                [Dim] public partial int K { get; }
                private static Var Both(Var a, Var b) => Sum(a) + Sum(b);
                [Gradient(nameof(Both))]
                private static (Var, Var) BothGradient(Var a, Var b, Var y, Var dy) => (b * dy, a * dy);
                public Var Forward([Shape("2*H", "3*H")] Var a, [Shape("K + 1", "K + 2")] Var b) => {|NN0013:Both(a, b)|};
            }
            """,
            "'BothGradient' gives a gradient of shape (K + 1, K + 2) for a, whose shape is (2*H, 3*H), which is the same only if 2*H == K + 1 and 3*H == K + 2, and nothing says so; state them with [Where(\"2*H == K + 1 && 3*H == K + 2\")], or every call checks them"),
        new("a sub-layer that is called where two things hold", """
            [Layer, Where("T % A == 0")]
            public partial class Heads
            {
                [Dim] public partial int A { get; }
                [Param("I")] public partial Parameter G { get; }
                public Var Forward([Shape("N", "T", "I")] Var x) => x * G + A;
            }

            [Layer]
            public partial class Net
            {
                [Sub("A", "2*H")] public partial Heads Inner { get; }
                public Var Forward([Shape("N", "T", "D")] Var x) => {|NN0013:Inner.Forward(x)|};
            }
            """,
            "'Inner.Forward(x)' can be computed for x (N, T, D) only if 2*H == D and T % A == 0, and nothing says so; state them with [Where(\"2*H == D && T % A == 0\")], or every call checks them"),
        new("a reshape that fits for some sizes", WrongProgram.Forward("return {|NN0013:Reshape(x, -1, D, 2)|};"),
            "'Reshape(x, -1, D, 2)' can be computed for x (N, I) only if N*I % (2*D) == 0, and nothing says so; state it with [Where(\"N*I % (2*D) == 0\")], or every call checks it"),
    ];

    /// <summary>A layer over images (N, C, H, L), with parameters of several shapes, in whose Forward the given statements stand.</summary>
    private static string Images(string body) => $$"""
        [Layer]
        public partial class Net
        {
            [Dim] public partial int C { get; }
            [Dim] public partial int G { get; }
            [Param("O", "C", "K", "K")] public partial Parameter W { get; }
            [Param("O", "D", "K", "K")] public partial Parameter V { get; }
            [Param("C", "O", "K", "K")] public partial Parameter Wrong { get; }
            [Param("K", "K", "C", "O")] public partial Parameter Keras { get; }
            [Param("8", "3", "2", "2")] public partial Parameter Small { get; }
            [Param("8", "3", "5", "6")] public partial Parameter Large { get; }
            [Param("3", "2", "2", "2")] public partial Parameter Two { get; }
            [Param("O", "C", "K")] public partial Parameter Line { get; }
            [Param("G*O", "C", "1", "1")] public partial Parameter Groups { get; }

            public Var Forward(
                [Shape("N", "C", "H", "L")] Var x, [Shape("N", "H", "L", "C")] Var last, [Shape("N", "3", "4", "4")] Var grey, [Shape("N", "4", "4", "4")] Var four,
                [Shape("N", "T", "C")] Var steps, [Shape("N", "D", "H", "L")] Var wide)
            {
                {{body}}
            }
        }
        """;
}
