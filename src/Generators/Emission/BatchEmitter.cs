using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Emission;

/// <summary>
/// Writes loops over a batch of small samples as one: the call of the core, and the struct that says what is done with a group of
/// samples. In it a value is a list of vectors, one for each element of a sample, and every loop goes over those elements.
/// </summary>
/// <param name="formulas">What a loop computes, as comments show it.</param>
internal sealed class BatchEmitter(Routine routine, Names names, KernelStructs structs, ExpressionPrinter printer, Func<Step, IEnumerable<string>> formulas)
{
    // With vectors of two registers the JIT stops to inline beyond some thirty operations, of which a sigmoid is ten: three times that slows all down threefold.
    private const int MostOperations = 34;

    private readonly Graph _graph = routine.Fused.Graph;
    private readonly NodeKinds _kinds = routine.Fused.Kinds;
    private readonly LoopNumbers _numbers = new(routine.Fused.Graph, printer, names);
    private readonly NameSet _taken = new(["at", "V", "total", .. LoopNest.Variables]);

    /// <summary>The operands of the call, by the values that they hold.</summary>
    private readonly List<int> _operands = [];

    /// <summary>For each value the node as which it is read: its memory may belong to a value of another shape.</summary>
    private readonly Dictionary<int, int> _read = [];

    /// <summary>For each value that no one else sees how many elements come before it.</summary>
    private readonly Dictionary<int, int> _locals = [];
    private readonly Dictionary<int, string> _variables = [];
    private readonly List<string> _scalars = [];
    private readonly List<string> _lines = [];
    private int _localElements;

    public void Write(CodeWriter code, Step.Batch batch)
    {
        var shapes = new BatchShapes(_graph, _kinds, batch.Size);
        Declare(batch, shapes);
        List<List<Step>> parts = Parts(batch);
        List<KernelMember> methods = [.. parts.Select((part, i) => Method(parts.Count == 1 ? "public void Apply" : $"private void Part{LoopNest.Text(i + 1)}", Lines(batch, part, shapes)))];
        if (parts.Count > 1) methods.Insert(0, Method("public void Apply", parts.Select((_, i) => $"Part{LoopNest.Text(i + 1)}(at);")));

        string name = structs.Add(
            LayerModel.ComputingPrefix + NameOf(batch), HasLongLoops() ? "Core::ILongBatchKernel" : "Core::IBatchKernel",
            [$"What is done with each sample; V.Count of them at a time, one to a lane.{(parts.Count > 1 ? " In parts, of which the JIT takes each as one piece." : "")}"],
            _numbers.Fields, [.. _variables.Values, .. _scalars], [.. methods]);
        string numbers = string.Join(", ", _numbers.Fields.Select(number => number.Value));
        IEnumerable<string> operands = _operands.Select(id => $"{names[id]}.{Role(id, batch, shapes)}({LoopNest.Text(shapes.Elements(_read[id]))})");
        code.Line("// one loop over the samples, which lie across the lanes; what the steps hand to each other stays in the cache");
        code.Line($"Core::BatchLanes.Run({string.Join(", ", new[] { $"new {name}({numbers})", batch.Size.ToCSharp(wide: false, routine.Facts), LoopNest.Text(_localElements) }.Concat(operands))});");
    }

    private static KernelMember Method(string head, IEnumerable<string> lines)
        => new($"{head}<V>(Core::SampleGroup<V> at) where V : struct, Core::IVec<V>", [.. lines], IsCalled: true);

    /// <summary>Loops in their order, as many to a part as the JIT takes in one piece.</summary>
    private List<List<Step>> Parts(Step.Batch batch)
    {
        var parts = new List<List<Step>>();
        int operations = 0;
        foreach (Step loop in batch.Loops)
        {
            int more = Operations(loop);
            if (parts.Count == 0 || operations + more > MostOperations)
            {
                parts.Add([]);
                operations = 0;
            }

            parts[parts.Count - 1].Add(loop);
            operations += more;
        }

        return parts;
    }

    /// <summary>Asked of the whole routine: how samples lie in groups depends on it, and what one kernel leaves so another reads.</summary>
    private bool HasLongLoops()
        => routine.Fused.Forward.Concat(routine.Fused.Backward).OfType<Step.Batch>().SelectMany(batch => batch.Loops).Any(loop => Operations(loop) > MostOperations);

    /// <summary>The operations on vectors that are written into a loop; those that the core has as a method of its own are not.</summary>
    private int Operations(Step loop) => loop.Nodes.Sum(id => _kinds.FormOf(id) switch
    {
        OperatorForm.Elementwise => (int)OperatorTable.Get(_graph[id].Operator).Flops(_graph[id] with { Shape = Shape.Scalar }, operand => _graph[_graph[id].Operands[operand]]).ConstantPart,
        OperatorForm.Product or OperatorForm.Reduction => 2,
        _ => 0,
    });

    /// <summary>The lines of a part: what it reads and writes, then its loops.</summary>
    private IEnumerable<string> Lines(Step.Batch batch, IReadOnlyList<Step> part, BatchShapes shapes)
    {
        _lines.Clear();
        foreach (Step loop in part)
        {
            if (_lines.Count > 0) _lines.Add("");
            foreach (string formula in formulas(loop)) _lines.Add($"// {formula}");
            switch (loop)
            {
                case Step.Elementwise pass: WriteChain(pass, pass.Nodes, pass.Shape); break;
                case Step.Product product: WriteProduct(product, shapes); break;
                case Step.Reduction reduction: WriteReduction(reduction, shapes); break;
                case Step.Kernel kernel: WriteKernel(kernel, shapes); break;
            }
        }

        return [.. Declarations(batch, part, shapes), "", .. _lines];
    }

    /// <summary>The last value that is computed, or all gradients.</summary>
    private string NameOf(Step.Batch batch)
        => _graph.IsForward(batch.Nodes[0]) ? ValueNames.Pascal(names[batch.Loops[batch.Loops.Count - 1] is Step.Kernel kernel ? kernel.Main : batch.Outputs[batch.Outputs.Count - 1]]) : "Gradients";

    /// <summary>Finds what the loops read and write, and gives each a variable.</summary>
    private void Declare(Step.Batch batch, BatchShapes shapes)
    {
        var own = new HashSet<int>(batch.Nodes);
        foreach (int operand in batch.Nodes.SelectMany(id => _graph[id].Operands))
        {
            int storage = _kinds.Storage(operand);
            if (own.Contains(storage) || _kinds.IsNumber(operand) || _read.ContainsKey(storage)) continue;
            _read[storage] = operand;
            _operands.Add(storage);
        }

        foreach (int value in batch.Loops.SelectMany(loop => loop.Outputs)) _read[value] = value;
        _operands.AddRange(batch.Outputs);
        foreach (int value in batch.Loops.SelectMany(loop => loop.Outputs).Where(value => !batch.Outputs.Contains(value)))
        {
            _locals[value] = _localElements;
            _localElements += shapes.Elements(value);
        }

        foreach (int id in _operands.Concat(_locals.Keys)) _variables[id] = _taken.Unique(names[id]);
    }

    /// <summary>The variables of a part of the loops.</summary>
    private List<string> Declarations(Step.Batch batch, IReadOnlyList<Step> part, BatchShapes shapes)
    {
        var lines = new List<string>();
        HashSet<int> used = [.. part.SelectMany(loop => loop.Nodes).SelectMany(id => _graph[id].Operands).Select(_kinds.Storage), .. part.SelectMany(loop => loop.Outputs)];
        List<int> operands = [.. _operands.Where(used.Contains)], totals = [.. batch.Outputs.Where(id => !shapes.IsSample(id) && used.Contains(id))];
        Add("Core::Samples<V>", operands.Where(id => shapes.IsSample(_read[id])).Select(id => $"{_variables[id]} = at.Samples({LoopNest.Text(_operands.IndexOf(id))})"));
        Add("Core::Weights<V>", operands.Where(id => !shapes.IsSample(_read[id]) && !totals.Contains(id)).Select(id => $"{_variables[id]} = at.Weights({LoopNest.Text(_operands.IndexOf(id))})"));
        Add("Core::Totals<V>", totals.Select(id => $"{_variables[id]} = at.Totals({LoopNest.Text(_operands.IndexOf(id))})"));
        Add("Core::Samples<V>", _locals.Where(local => used.Contains(local.Key)).Select(local => $"{_variables[local.Key]} = at.Local({LoopNest.Text(local.Value)})"));

        return lines;

        void Add(string type, IEnumerable<string> variables)
        {
            string text = string.Join(", ", variables);
            if (text.Length > 0) lines.Add($"{type} {text};");
        }
    }

    private string Role(int id, Step.Batch batch, BatchShapes shapes)
    {
        bool isOutput = batch.Outputs.Contains(id);
        if (!shapes.IsSample(_read[id])) return isOutput ? "Totals" : "Weights";
        return routine.Fused.IsInGroups(id) ? "Groups" : isOutput ? "Results" : "Rows";
    }

    /// <summary>Elementwise nodes, and what of them is stored.</summary>
    /// <param name="product">C# for an element of the product that they follow, which is no operand.</param>
    private void WriteChain(Step step, IReadOnlyList<int> nodes, Shape shape, (int Id, Func<string, string> Text)? product = null)
    {
        Shape inner = BatchShapes.Inner(shape);
        List<int> read = [.. OperandsOf(nodes).Where(id => id != product?.Id)];
        (LoopNest nest, IReadOnlyList<string> indexes) = LoopNest.Over(inner, [.. read.Select(id => BatchShapes.Inner(_graph[id].Shape, shape)), inner]);
        string element = indexes[read.Count];
        var body = new List<string>();
        var elements = new Dictionary<int, string>();
        if (product is { } made) Use(made.Id, made.Text(element), isStored: step.Outputs.Contains(made.Id));
        for (int i = 0; i < read.Count; i++) Use(read[i], $"{Variable(read[i])}[{indexes[i]}]", isStored: false);
        AddScalars(body, nodes, elements, nest, step.Outputs);
        foreach (int id in step.Outputs) body.Add($"{_variables[id]}[{element}] = {Vector(id, elements)};");
        nest.Write(_lines, body);

        void Use(int id, string text, bool isStored) => elements[id] = Uses(nodes, id) + (isStored ? 1 : 0) > 1 ? Scalar(body, id, text, nest) : text;
    }

    private void WriteProduct(Step.Product product, BatchShapes shapes)
    {
        Node multiply = _graph[product.Multiply];
        string a = Variable(multiply.Operands[0]), b = Variable(multiply.Operands[1]);
        if (multiply.Flag("transposeA"))
        {
            string rows = LoopNest.Text(shapes.Elements(multiply.Operands[0])), columns = LoopNest.Text(shapes.Elements(multiply.Operands[1]));
            _lines.Add($"{_variables[multiply.Id]}.AddProducts({a}, {rows}, {b}, {columns});");
            return;
        }

        int along = shapes.Elements(multiply.Operands[0]), width = shapes.Elements(multiply.Id);
        string Dot(string column) => multiply.Flag("transposeB")
            ? $"{a}.Dot({LoopNest.Text(along)}, {b}, {LoopNest.Times(column, along)}, 1)"
            : $"{a}.Dot({LoopNest.Text(along)}, {b}, {column}, {LoopNest.Text(width)})";
        WriteChain(product, [.. product.Nodes.Skip(1)], multiply.Shape, (multiply.Id, Dot));
    }

    private void WriteReduction(Step.Reduction reduction, BatchShapes shapes)
    {
        Node reduce = _graph[reduction.Reduce];
        var form = (OperatorForm.Reduction)_kinds.FormOf(reduce.Id);
        int operand = reduce.Operands[0], axis = reduce.Int("axis"), count = reduce.Int("count");
        Shape shape = _graph[operand].Shape, inner = BatchShapes.Inner(shape);
        IReadOnlyList<int> nodes = [.. reduction.Nodes.Where(id => id != reduce.Id)];
        List<int> read = [.. OperandsOf(reduction.Nodes)];
        Dim terms = Reduction.Terms(reduce, shape);
        string scale = form.Mean ? " * " + _numbers.Of("perTerm", LoopEmitter.OneOver(terms, routine.Facts)) : "";
        var body = new List<string>();
        if (axis == 0 && count == 1 && nodes.Count == 0 && scale.Length == 0)
        {
            _lines.Add($"{_variables[reduce.Id]}.AddEach({Variable(operand)}, {LoopNest.Text(shapes.Elements(operand))});");
            return;
        }

        if (axis == 0)
        {
            Shape kept = new(inner.Dims.Select((dim, i) => i < count - 1 ? Dim.One : dim));
            (LoopNest over, IReadOnlyList<string> indexes) = LoopNest.Over(inner, [.. read.Select(id => BatchShapes.Inner(_graph[id].Shape, shape)), kept]);
            string term = Term(over, i => indexes[i]);
            body.Add($"{_variables[reduce.Id]}.Add({indexes[read.Count]}, {Bracketed(term, scale)}{scale});");
            over.Write(_lines, body);
            return;
        }

        int before = Size(0, axis - 1), along = Size(axis - 1, count), after = Size(axis - 1 + count, inner.Rank - (axis - 1) - count);
        LoopNest results = new([before, after], LoopNest.Variables), places = new([along], [.. LoopNest.Variables.Skip(2)]);
        List<int[]> strides = [.. read.Select(id => Strides.Around(BatchShapes.Inner(_graph[id].Shape, shape), inner, axis - 1, count)!.Select(stride => BatchShapes.Count(new(stride))).ToArray())];
        string one = Term(places, i => Sum(results.Index([strides[i][0], strides[i][2]]), places.Index([strides[i][1]])));
        string total = _taken.Unique(names[reduce.Id] + results.Suffix);
        _scalars.Add(total);
        string start = form.Kind switch
        {
            "Sum" => "V.Zero",
            "Max" => "V.Broadcast(float.NegativeInfinity)",
            _ => "V.Broadcast(float.PositiveInfinity)",
        };
        body.Add(form.Kind == "Sum" ? $"{total} += {one};" : $"{total} = V.{form.Kind}({total}, {one});");
        List<string> outside = [$"V {total} = {start};"];
        places.Write(outside, body);
        outside.Add($"{_variables[reduce.Id]}[{results.Index([after, 1])}] = {total}{scale};");
        results.Write(_lines, outside);

        string Term(LoopNest nest, Func<int, string> index)
        {
            var elements = new Dictionary<int, string>();
            for (int i = 0; i < read.Count; i++)
            {
                string text = $"{Variable(read[i])}[{index(i)}]";
                elements[read[i]] = Uses(nodes, read[i]) > 1 ? Scalar(body, read[i], text, nest) : text;
            }

            AddScalars(body, nodes, elements, nest, []);
            return Vector(operand, elements);
        }

        int Size(int first, int axes) => BatchShapes.Count(new(inner.Dims.Skip(first).Take(axes)));
        static string Sum(string a, string b) => a == "0" ? b : b == "0" ? a : $"{a} + {b}";
        static string Bracketed(string term, string scale) => scale.Length > 0 && term.Contains(' ') ? $"({term})" : term;
    }

    private void WriteKernel(Step.Kernel kernel, BatchShapes shapes)
    {
        Node main = _graph[kernel.Main];
        var form = (OperatorForm.Kernel)_kinds.FormOf(main.Id);
        IReadOnlyDictionary<string, Dim> sizes = form.Sizes(main, [.. main.Operands.Select(id => _graph[id].Shape)]);
        int rows = shapes.Elements(main.Operands[0]) / BatchShapes.Count(new(_graph[main.Operands[0]].Shape[-1]));
        var nest = new LoopNest([rows], LoopNest.Variables);
        string call = kernel.Joint is null ? form.Lanes! : form.Joint!.Lanes!;
        for (int i = 0; i < main.Operands.Count; i++)
        {
            int operand = main.Operands[i];
            if (call.Contains($"{{{i}}}")) call = call.Replace($"{{{i}}}", Row(_kinds.Storage(operand)));
            else call = call.Replace($"{{{i}:vector}}", _kinds.IsNumber(operand) ? _numbers.Of(operand) : $"{Variable(operand)}[0]");
        }

        foreach (var size in sizes)
            if (call.Contains("{" + size.Key + "}")) call = call.Replace("{" + size.Key + "}", LoopNest.Text(BatchShapes.Count(new(size.Value))));
        string PerRow() => _numbers.Of("perRow", LoopEmitter.OneOver(sizes["rows"], routine.Facts));
        if (call.Contains("{perRow}")) call = call.Replace("V.One * ", "").Replace("{perRow}", PerRow());
        if (!form.IsMeanOfRows) call = call.Replace("{y}", Row(main.Id));
        if (kernel.Joint is { } joint) call = call.Replace("{z}", Row(joint));
        nest.Write(_lines, [form.IsMeanOfRows ? $"{_variables[main.Id]}.Add(0, Core::{call} * {PerRow()});" : $"Core::{call};"]);

        string Row(int storage) => rows == 1 ? _variables[storage] : $"{_variables[storage]}.From({nest.Index([shapes.Elements(_read[storage]) / rows])})";
    }

    /// <summary>A variable for each node that is wanted more than once.</summary>
    private void AddScalars(List<string> body, IReadOnlyList<int> nodes, Dictionary<int, string> elements, LoopNest nest, IReadOnlyList<int> outputs)
    {
        foreach (int id in nodes)
        {
            int uses = Uses(nodes, id);
            if (uses > 1 || uses > 0 && outputs.Contains(id)) elements[id] = Scalar(body, id, Vector(id, elements), nest);
        }
    }

    /// <summary>A variable for one element of a value.</summary>
    private string Scalar(List<string> body, int id, string text, LoopNest nest)
    {
        string scalar = _taken.Unique(names[id] + (nest.Suffix.Length > 0 ? nest.Suffix : "0"));
        _scalars.Add(scalar);
        body.Add($"V {scalar} = {text};");
        return scalar;
    }

    private string Vector(int id, IReadOnlyDictionary<int, string> elements) => printer.Vector(id, elements, _numbers.Of).Text;

    private string Variable(int id) => _variables[_kinds.Storage(id)];

    private IEnumerable<int> OperandsOf(IReadOnlyList<int> nodes) => nodes.SelectMany(id => _graph[id].Operands).Where(id => !nodes.Contains(id) && !_kinds.IsNumber(id)).Distinct();

    private int Uses(IReadOnlyList<int> nodes, int id) => nodes.Sum(node => _graph[node].Operands.Count(operand => operand == id));
}
