using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Planning;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Emission;

/// <summary>Writes one loop: the call of the core, and the small struct that says what is done with each element.</summary>
internal sealed class LoopEmitter(Routine routine, Names names, KernelStructs structs)
{
    private readonly Graph graph = routine.Fused.Graph;
    private readonly NodeKinds kinds = routine.Fused.Kinds;
    private readonly ResidualComments _residuals = new(routine, names);
    private readonly ExpressionPrinter _printer = new(routine.Fused.Graph, routine.Fused.Kinds, names);

    /// <summary>How a comment is worded where the loop is written once for several.</summary>
    public Func<string, string> Words { get; init; } = text => text;

    /// <summary>C# for a number that is another each time, where the loop is written once for several.</summary>
    public Func<int, string, string?> Counted { get; init; } = (_, _) => null;

    public void Write(CodeWriter code, Step step)
    {
        foreach (Step loop in step is Step.Batch joined ? joined.Loops : new([step])) WriteComments(code, loop, isAlone: loop == step);
        switch (step)
        {
            case Step.Elementwise pass: WriteElementwise(code, pass); break;
            case Step.Reduction reduction: WriteReduction(code, reduction); break;
            case Step.Product product: WriteProduct(code, product); break;
            case Step.Kernel kernel: WriteKernel(code, kernel); break;
            case Step.Batch batch: new BatchEmitter(routine, names, structs, _printer, Formulas).Write(code, batch); break;
        }

        code.Blank();
    }

    private void WriteComments(CodeWriter code, Step step, bool isAlone)
    {
        foreach (string source in Sources(step)) code.Line($"// {Words(source)}");
        foreach (string reason in step.Nodes.SelectMany(id => graph[id].Because).Distinct()) code.Line($"// {Words(reason)}");
        foreach (string formula in Formulas(step)) code.Line($"// {formula}");
        if (isAlone && step is Step.Product product)
        {
            if (AsComputed(product).Nodes.Count > 1) code.Line("// one kernel: what follows the product is done where its elements are stored, and not in a pass of its own");
            bool reads = graph[product.Multiply].Operands.Any(kinds.IsStrided), stores = product.Outputs.Any(output => IsPermutation(product, output));
            if (reads || stores) code.Line($"// a permuted matrix is {(!stores ? "read" : reads ? "read and stored" : "stored")} by its strides, and nothing is moved");
        }

        foreach (string remark in _residuals.Of(step)) code.Line($"// {remark}");
    }

    /// <summary>What the user wrote: the widest expression of each layer that the loop has a part of.</summary>
    private IEnumerable<string> Sources(Step step) => graph.IsForward(step.Nodes[0])
        ? step.Nodes.Select(id => graph[id].Source).Where(source => source.Length > 0)
            .GroupBy(source => source.Contains(": ") ? source.Substring(0, source.IndexOf(": ", StringComparison.Ordinal)) : "")
            .Select(layer => layer.Last())
        : [];

    /// <summary>One line for each value that the loop leaves in memory, and before it for each that it uses more than once.</summary>
    private IEnumerable<string> Formulas(Step step)
    {
        var leaves = new HashSet<int>(step.Outputs.Concat(step.Nodes.Where(id => UsesWithin(step.Nodes, id) > 1)));
        List<int> shown = [.. step.Nodes.Where(leaves.Contains)];
        leaves.UnionWith(step.Nodes.SelectMany(id => graph[id].Operands).Where(id => !step.Nodes.Contains(id)));
        return shown.Select(output => $"{names[output]} = {_printer.Formula(output, leaves)}");
    }

    private void WriteElementwise(CodeWriter code, Step.Elementwise pass)
    {
        Kernel kernel = Body(pass, pass.Nodes, skip: null);
        (IReadOnlyList<Dim> extents, IReadOnlyList<IReadOnlyList<Dim>> strides) = Strides.Collapse(
            pass.Shape, [.. kernel.Operands.Select(operand => graph[operand].Shape), .. pass.Outputs.Select(output => graph[output].Shape)]);
        if (extents.Count == 0) extents = [Dim.One];
        IEnumerable<string> blocks = kernel.Operands.Concat(pass.Outputs).Select((id, i) => Operand(id, extents, strides[i]));
        string name = structs.Add(
            LayerModel.ComputingPrefix + ValueNames.Pascal(names[pass.Outputs[pass.Outputs.Count - 1]]), "Core::IMap", Formulas(pass), kernel.Numbers.Fields, kernel.Variables,
            new KernelMember("public void Apply<V>(Core::Lanes<V> at) where V : struct, Core::IVec<V>", kernel.Lines));
        code.Line($"Core::Map.Run({New(name, kernel)}, {Ints(extents)}, {string.Join(", ", blocks)});");
    }

    private void WriteReduction(CodeWriter code, Step.Reduction reduction)
    {
        Node reduce = graph[reduction.Reduce];
        var form = (OperatorForm.Reduction)kinds.FormOf(reduce.Id);
        Shape shape = graph[reduce.Operands[0]].Shape;
        int axis = reduce.Int("axis"), count = reduce.Int("count");
        IReadOnlyList<int> prologue = [.. reduction.Nodes.Where(id => id != reduce.Id)];
        Kernel kernel = Body(reduction, prologue, skip: null, result: reduce.Operands[0]);
        Dim outer = Product(shape, 0, axis), along = Product(shape, axis, count), inner = Product(shape, axis + count, shape.Rank - axis - count);
        Dim[] extents = [outer, along, inner];

        // A sum of numbers alone reads nothing.
        IEnumerable<string> blocks = kernel.Operands.Select(id => Operand(id, extents, Strides.Around(graph[id].Shape, shape, axis, count)!)).Prepend(names[reduce.Id]);
        string finish = form.Mean ? $"total * {kernel.Numbers.Of("perTerm", OneOver(along, routine.Facts))}" : "total";
        string name = prologue.Count == 0 && !form.Mean ? "Core::Identity" : structs.Add(
            LayerModel.ComputingPrefix + ValueNames.Pascal(names[reduce.Id]), "Core::IReduction", Formulas(reduction), kernel.Numbers.Fields, kernel.Variables,
            new("public V Term<V>(Core::Lanes<V> at) where V : struct, Core::IVec<V>", kernel.Lines),
            new("public V Finish<V>(V total) where V : struct, Core::IVec<V>", [$"return {finish};"]));
        code.Line($"Core::Reduce.{form.Kind}({New(name, kernel)}, {Int(outer)}, {Int(along)}, {Int(inner)}, {string.Join(", ", blocks)});");
    }

    private void WriteProduct(CodeWriter code, Step.Product product)
    {
        Node multiply = graph[product.Multiply];
        int a = multiply.Operands[0], b = multiply.Operands[1];
        Shape c = multiply.Shape;
        string left = MatrixOf(a, multiply.Flag("transposeA")), right = MatrixOf(b, multiply.Flag("transposeB"));
        string sizes = $"{Int(c[-2])}, {Int(c[-1])}, {Int(MatMul.Inner(multiply, graph[a].Shape))}";
        Step.Product stored = AsComputed(product);
        bool isPlain = stored.Nodes.Count == 1;
        Kernel kernel = Body(stored, [.. stored.Nodes.Skip(1)], skip: multiply.Id);

        // The leading axes, joined where all operands allow it.
        List<int> others = [.. kernel.Operands, .. product.Outputs];
        IReadOnlyList<IReadOnlyList<Dim>> steps = [.. new[] { a, b }.Concat(kernel.Operands).Select(StepsOf), .. product.Outputs.Select(StoredSteps)];
        (IReadOnlyList<Dim> batch, IReadOnlyList<IReadOnlyList<Dim>> leading) = Strides.Collapse(
            new(c.Dims.Take(c.Rank - 2)), [.. steps.Select(operand => (IReadOnlyList<Dim>)[.. operand.Take(c.Rank - 2)])]);
        IEnumerable<string> blocks = others.Select((id, i) => Operand(id, [.. batch, c[-2], c[-1]], [.. leading[i + 2], .. steps[i + 2].Skip(c.Rank - 2)]));
        string batches = c.Rank > 2 ? $"{Ints(batch)}, {Ints(leading[0])}, {Ints(leading[1])}, " : "";
        string epilogue = isPlain ? "" : New(structs.Add(
            "Compute" + ValueNames.Pascal(names[product.Outputs[product.Outputs.Count - 1]]), "Core::IEpilogue", Formulas(product), kernel.Numbers.Fields, kernel.Variables,
            new KernelMember("public void Apply<V>(V product, Core::Lanes<V> at) where V : struct, Core::IVec<V>", kernel.Lines)), kernel) + ", ";
        code.Line($"Core::Gemm.Multiply{(c.Rank > 2 ? "Batches" : "")}({epilogue}{batches}{sizes}, {left}, {right}, {string.Join(", ", blocks)});");

        // The axes that an operand lacks are walked at a stride of 0.
        IReadOnlyList<Dim> StepsOf(int id)
        {
            Shape shape = graph[id].Shape;
            IReadOnlyList<Dim> own = kinds.StridesOf(id);
            bool isMatrix = id == a || id == b;
            Shape walked = isMatrix ? new(c.Dims.Take(c.Rank - 2).Concat(shape.Dims.Skip(shape.Rank - 2))) : c;
            return Strides.Of(shape, own, walked);
        }

        // Axis d of what is stored is axis axes[d] of the product.
        IReadOnlyList<Dim> StoredSteps(int output)
        {
            if (!IsPermutation(product, output)) return Strides.Of(graph[output].Shape, c);
            IReadOnlyList<int> axes = Permute.Axes(graph[output]);
            IReadOnlyList<Dim> own = kinds.StridesOf(output);
            return [.. Enumerable.Range(0, axes.Count).Select(axis => own[axes.ToList().IndexOf(axis)])];
        }
    }

    private bool IsPermutation(Step.Product product, int id) => id != product.Multiply && id == product.Nodes[product.Nodes.Count - 1] && graph[id].Operator == "Permute";

    /// <summary>The product as its elements are computed, in whatever order of axes they are stored.</summary>
    private Step.Product AsComputed(Step.Product product)
    {
        int last = product.Nodes[product.Nodes.Count - 1];
        return IsPermutation(product, last)
            ? new(new(product.Nodes.Take(product.Nodes.Count - 1)), new(product.Outputs.Select(output => output == last ? graph[last].Operands[0] : output)))
            : product;
    }

    private void WriteKernel(CodeWriter code, Step.Kernel step)
    {
        Node main = graph[step.First];
        var form = (OperatorForm.Kernel)kinds.FormOf(main.Id);
        string call = form.Call;
        if (step.Follows) call = step.Joint is null ? form.Following!.Call : form.Following!.JointCall;
        else if (step.Joint is not null) call = form.Joint!.Call;
        if (step.Joint is { } joint) call = call.Replace("{z}", names[joint]);
        if (step.Follows)
            foreach (var size in form.Following!.Sizes(graph[step.Main])) call = call.Replace("{" + size.Key + "}", Int(size.Value));
        call = call.Replace("{seed}", "_scope.Seed").Replace("{step}", "_scope.Step");
        IReadOnlyList<Shape> shapes = [.. main.Operands.Select(operand => graph[operand].Shape)];
        foreach (NodeAttribute attribute in main.Attributes)
            if (Counted(main.Id, attribute.Key) is { } number) call = call.Replace("{" + attribute.Key + "}", number);
        foreach (var size in form.Sizes(main, shapes)) call = call.Replace("{" + size.Key + "}", Int(size.Value));
        if (form.Lists is not null)
            foreach (var list in form.Lists(main, shapes)) call = call.Replace("[{" + list.Key + "}]", Ints(list.Value));
        call = call.Replace("{*}", string.Join(", ", main.Operands.Select(operand => names[kinds.Storage(operand)])));
        for (int i = 0; i < main.Operands.Count; i++)
        {
            int operand = main.Operands[i];
            call = call.Replace($"{{{i}}}", names[kinds.Storage(operand)])
                .Replace($"{{{i}:float}}", kinds.IsNumber(operand) ? _printer.Number(operand) : names[kinds.Storage(operand)] + ".Span[0]");
        }

        code.Line($"Core::{call.Replace("{y}", names[step.Main])};");
    }

    /// <summary>The inside of a loop: what it reads, what it computes, what it stores.</summary>
    /// <param name="skip">A value that the loop is handed in the variable <c>product</c>.</param>
    /// <param name="result">A value to return instead of storing any.</param>
    private Kernel Body(Step step, IReadOnlyList<int> nodes, int? skip, int? result = null)
    {
        var own = new HashSet<int>(nodes);
        var numbers = new LoopNumbers(graph, _printer, names);
        var operands = new List<int>();
        var variables = new Dictionary<int, string>();
        var lines = new List<string>();
        var taken = new NameSet(["at", "V", "product", "total"]);
        if (skip is { } product) variables[product] = "product";
        IEnumerable<int> read = nodes.SelectMany(id => graph[id].Operands);
        if (result is { } returned && !own.Contains(returned)) read = read.Append(returned);
        foreach (int operand in read.Distinct())
        {
            if (own.Contains(operand) || kinds.IsNumber(operand) || operand == skip) continue;
            variables[operand] = taken.Unique(names[operand]);
            lines.Add($"V {variables[operand]} = at.Load({operands.Count});");
            operands.Add(operand);
        }

        foreach (int id in nodes)
        {
            bool isOutput = step.Outputs.Contains(id) && result is null;
            int uses = UsesWithin(nodes, id);
            if (uses < 2 && !(isOutput && uses > 0)) continue;
            string text = _printer.Vector(id, variables, numbers.Of).Text;
            variables[id] = taken.Unique(names[id]);
            lines.Add($"V {variables[id]} = {text};");
        }

        // A product that is itself kept is stored as it comes.
        IEnumerable<int> stored = step.Outputs.Where(output => own.Contains(output) || output == skip);
        if (result is { } value)
            lines.Add($"return {_printer.Vector(value, variables, numbers.Of).Text};");
        else
            foreach (int output in stored)
                lines.Add($"at.Store({operands.Count + step.Outputs.ToList().IndexOf(output)}, {(own.Contains(output) && !variables.ContainsKey(output) && kinds.IsNumber(output) ? numbers.Of(output) : _printer.Vector(output, variables, numbers.Of).Text)});");
        return new(operands, numbers, [.. variables.Values], lines);
    }

    private int UsesWithin(IEnumerable<int> nodes, int id) => nodes.Sum(other => graph[other].Operands.Count(operand => operand == id));

    private string MatrixOf(int id, bool transposed)
    {
        IReadOnlyList<Dim> strides = kinds.StridesOf(id);
        return $"{names[kinds.Storage(id)]}.Matrix({Int(strides[strides.Count - 2])}){(transposed ? ".Transposed" : "")}";
    }

    private string Operand(int id, IReadOnlyList<Dim> extents, IReadOnlyList<Dim> strides)
    {
        string block = names[kinds.Storage(id)];
        return strides.Count == 0 || Strides.IsDense(extents, strides) ? block : $"{block}.Strides({List(strides)})";
    }

    private static Dim Product(Shape shape, int start, int count) => new Shape(shape.Dims.Skip(start).Take(count)).Size;

    private static string New(string name, Kernel kernel) => $"new {name}({string.Join(", ", kernel.Numbers.Fields.Select(number => number.Value))})";

    private string Ints(IReadOnlyList<Dim> dims) => Types.Ints(dims, routine.Facts);

    private string List(IEnumerable<Dim> dims) => string.Join(", ", dims.Select(Int));

    /// <summary>C# for the float 1 / dim.</summary>
    public static string OneOver(Dim dim, Facts facts) => $"1f / {(dim.TryName(out _) || dim.TryConstant(out _) ? dim.ToCSharp(wide: false, facts) : $"({dim.ToCSharp(wide: false, facts)})")}";

    private string Int(Dim dim) => dim.ToCSharp(wide: false, routine.Facts);

    /// <summary>What a loop reads from memory, the numbers it is given, the variables it has, and its lines.</summary>
    private sealed record Kernel(IReadOnlyList<int> Operands, LoopNumbers Numbers, IReadOnlyList<string> Variables, IReadOnlyList<string> Lines);
}
