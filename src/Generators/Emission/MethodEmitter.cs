using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Planning;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Emission;

/// <summary>Writes one entry point: its overloads, its checks and its loops; for Forward also Infer and Backward.</summary>
internal sealed class MethodEmitter(CompiledModel model, CompiledMethod method, KernelStructs structs)
{
    private readonly LayerModel _layer = model.Layer;
    private readonly MethodModel _method = method.Method;
    private readonly IReadOnlyList<string> _dims = BoundaryEmitter.CallDims(model.Layer, method.Method);

    private readonly MethodDocumentation _documentation = new(method.Method);

    private readonly BoundaryEmitter _boundary = new(model.Layer, method, model.Facts);

    private readonly string _own = OwnName(model, method);

    private string Check => $"Check{_own}";

    private string Reserve(bool training) => ReservationOf(model, method, training);

    private bool ChecksDependOnMode => method.Training is not null && _boundary.DependsOnMode;

    private InputModel? FirstLeading => _method.Inputs.FirstOrDefault(input => input.HasLeading);

    private string LeadingOfCall => FirstLeading is { } input ? BoundaryEmitter.LeadingLengths(input) : "";

    public void Write(CodeWriter code)
    {
        if (method.Training is { } training)
        {
            WriteEntry(code, "Forward", "_training", training, "in training mode: it keeps what Backward needs, and nothing else");
            WriteEntry(code, "Infer", "_inference", method.Inference, "in inference mode: it keeps nothing");
            WriteBackward(code, training);
        }
        else
        {
            WriteEntry(code, _method.Name, "_inference", method.Inference, "in inference mode: it keeps nothing");
        }

        _boundary.Write(code, Check, method.View, training: method.Training is not null);
        if (ChecksDependOnMode) _boundary.Write(code, "CheckInfer", method.Inferred, training: false);
        if (method.Training is { } forward)
        {
            WriteReservation(code, forward, training: true);
            WriteForwardLoops(code, "RunForward", "_training", forward, keeps: true);
            WriteReservation(code, method.Inference, training: false);
            WriteForwardLoops(code, "RunInfer", "_inference", method.Inference, keeps: false);
            WriteBackwardLoops(code, forward);
        }
        else
        {
            WriteReservation(code, method.Inference, training: false);
            WriteForwardLoops(code, $"Run{_own}", "_inference", method.Inference, keeps: false);
        }
    }

    /// <summary>The method that reserves the memory of a call in training mode, or in inference mode.</summary>
    public static string ReservationOf(CompiledModel model, CompiledMethod method, bool training)
        => method.Training is null ? $"Reserve{OwnName(model, method)}" : training ? "ReserveForward" : "ReserveInfer";

    /// <summary>What the private parts of a method are called: those of overloads may take the same, since dims and numbers are ints and floats alike.</summary>
    private static string OwnName(CompiledModel model, CompiledMethod method)
    {
        var names = new NameSet(model.Methods.Select(other => other.Method.Name).Append("Infer").Append("Backward"));
        string own = method.Method.Name;
        foreach (CompiledMethod _ in model.Methods.TakeWhile(other => other != method).Where(other => other.Method.Name == method.Method.Name)) own = names.Unique(method.Method.Name);
        return own;
    }

    private Names NamesOf(Routine routine) => new(
        routine.Fused.Graph,
        _layer.Dims.Concat(_dims).Concat(_layer.Members.Where(member => member is not TensorMember).Select(member => member.Name)).Concat(_method.Inputs.Select(input => input.Name + "In")));

    private IReadOnlyList<Result> Outputs(Routine routine, string arena)
    {
        var results = new List<Result>();
        for (int i = 0; i < method.ResultNames.Count; i++)
        {
            int output = routine.Fused.Graph.Outputs[i];
            results.Add(new(method.ResultNames[i], routine.Fused.Graph[output].Type, routine.Fused.Graph[output].Shape, BlockAfter(routine, output, arena), routine.Facts));
        }

        return results;
    }

    private IReadOnlyList<Result> InputGradients(Routine routine)
    {
        Graph graph = routine.Fused.Graph;
        return
        [
            .. graph.Gradients.Where(gradient => graph[gradient.Of].Operator == "Input")
                .Select(gradient => new Result("d" + graph[gradient.Of].Name, ElementType.Float, graph[gradient.Of].Shape, BlockAfter(routine, gradient.Value, "_training"), routine.Facts)),
        ];
    }

    /// <summary>The results of which the caller gives the gradient: no numbers, no integers and no truth values.</summary>
    private IReadOnlyList<Result> Cotangents(Routine routine)
        => [.. Outputs(routine, "_training").Where(output => !output.IsScalar && output.Element == ElementType.Float)];

    /// <summary>C# for the block of a value outside of the method that computes it.</summary>
    private string BlockAfter(Routine routine, int id, string arena) => PlacesOf(routine).Of(routine.Fused.Kinds.Storage(id))!.Value.In(arena);

    private Places PlacesOf(Routine routine) => new(_layer, routine);

    private void WriteEntry(CodeWriter code, string name, string arena, Routine routine, string mode)
    {
        IReadOnlyList<Result> results = Outputs(routine, arena);
        string where = $"{_layer.Name}.{name}";
        string arguments = Types.List(_method.Inputs.Select(input => Types.Code(input.Name)).Concat(_dims));
        string run = _method.IsForward ? name : _own;
        string check = CheckCall(where, name == "Infer" && ChecksDependOnMode ? "CheckInfer" : Check);
        bool same = _method.Inputs.All(Types.IsScalar) && results.All(result => result.IsScalar);

        _documentation.Write(code, $"<c>{name}</c> {mode}.", routine, results);
        code.Open($"public {Result.TypeOf(results, result => result.Type)} {name}({Types.List(_method.Inputs.Select(input => $"{Types.TensorOf(input)} {Types.Code(input.Name)}"))})");
        foreach (InputModel input in _method.Inputs.Where(input => !Types.IsScalar(input))) code.Line($"Sys::ArgumentNullException.ThrowIfNull({Types.Code(input.Name)});");
        code.Line(check);
        code.Line($"Run{run}({arguments});");
        code.Line($"return {Result.ValueOf(results, result => result.Take(LeadingOfCall))};");
        code.Close();
        code.Blank();
        if (same) return;

        List<Result> scalars = [.. results.Where(result => result.IsScalar)], tensors = [.. results.Where(result => !result.IsScalar)];
        IEnumerable<string> parameters = _method.Inputs.Select(input => $"{Types.SpanOf(input)} {Types.Code(input.Name)}").Concat(tensors.Select(result => $"in {result.Destination} {Types.Code(result.Name)}"));
        _documentation.Write(code, $"<c>{name}</c> {mode}; it allocates nothing.", routine, results, tensors);
        code.Open($"public {Result.TypeOf(scalars, result => result.Type)} {name}({Types.List(parameters)})");
        code.Line(check);
        foreach (Result result in tensors) code.Line(result.Check(where, LeadingOfCall));
        code.Line($"Run{run}({arguments});");
        foreach (Result result in tensors) code.Line(result.Copy());
        if (scalars.Count > 0) code.Line($"return {Result.ValueOf(scalars, result => result.Take(LeadingOfCall))};");
        code.Close();
        code.Blank();
    }

    private string CheckCall(string where, string check) => $"{check}({Types.List(new[] { $"\"{where}\"" }
        .Concat(_method.Inputs.Where(Types.IsChecked).Select(input => Types.Code(input.Name)))
        .Concat(_dims.Select(dim => $"out int {dim}")))});";

    private void WriteBackward(CodeWriter code, Routine routine)
    {
        IReadOnlyList<Result> gradients = InputGradients(routine), outputs = Cotangents(routine);
        string where = $"{_layer.Name}.Backward";
        string Arguments() => Types.List(outputs.Select(output => "d" + output.Name).Append("accumulate"));
        bool same = gradients.All(gradient => gradient.IsScalar) && outputs.Count == 0;

        void Checks(IEnumerable<Result> destinations, bool check)
        {
            code.Line($"Core::Boundary.ForwardFirst(\"{_layer.Name}\", _forwardRan);");
            IEnumerable<Result> seen = [.. outputs, .. destinations];
            foreach (string dim in _dims.Where(dim => seen.Any(result => result.DimsBesideLeading.Any(length => length.Names.Contains(dim))))) code.Line($"int {dim} = _forward{ValueNames.Pascal(dim)};");
            foreach (Result output in outputs) code.Line((output with { Name = "d" + output.Name }).Check(where, "_forwardLengths"));
            foreach (Result destination in destinations.Where(_ => check)) code.Line(destination.Check(where, "_forwardLengths"));
        }

        _documentation.WriteBackward(code, routine, gradients, outputs, "");
        code.Open($"public {Result.TypeOf([.. gradients.Select(g => g with { Name = g.Name.Substring(1) })], result => result.Type)} Backward({Types.List(outputs.Select(output => $"{Types.Tensor} d{output.Name}").Append("bool accumulate = false"))})");
        foreach (Result output in outputs) code.Line($"Sys::ArgumentNullException.ThrowIfNull(d{output.Name});");
        Checks(gradients, check: false);
        code.Line($"RunBackward({Arguments()});");
        if (gradients.Count > 0) code.Line($"return {Result.ValueOf(gradients, result => result.Take("_forwardLengths"))};");
        code.Close();
        code.Blank();
        if (same) return;

        List<Result> scalars = [.. gradients.Where(result => result.IsScalar)], tensors = [.. gradients.Where(result => !result.IsScalar)];
        IEnumerable<string> parameters = outputs.Select(output => $"in {Types.Span} d{output.Name}").Concat(tensors.Select(result => $"in {result.Destination} {Types.Code(result.Name)}"));
        _documentation.WriteBackward(code, routine, gradients, outputs, "; it allocates nothing");
        code.Open($"public {Result.TypeOf(scalars, result => result.Type)} Backward({Types.List(parameters.Append("bool accumulate = false"))})");
        Checks(tensors, check: true);
        code.Line($"RunBackward({Arguments()});");
        foreach (Result result in tensors) code.Line(result.Copy());
        if (scalars.Count > 0) code.Line($"return {Result.ValueOf(scalars, result => result.Take("_forwardLengths"))};");
        code.Close();
        code.Blank();
    }

    private void WriteForwardLoops(CodeWriter code, string name, string arena, Routine routine, bool keeps)
    {
        Graph graph = routine.Fused.Graph;
        Names names = NamesOf(routine);
        Places places = PlacesOf(routine);
        IEnumerable<string> parameters = _method.Inputs.Select(input => $"{Types.SpanOf(input)} {input.Name}In").Concat(_dims.Select(dim => $"int {dim}"));
        code.Open($"private void {name}({Types.List(parameters)})");
        code.Line($"Core::Arena memory = {arena};");
        code.Line($"{Reserve(keeps)}({Types.List(_dims.Prepend("memory"))});");
        if (keeps) code.Line("_forwardRan = false;");
        if (keeps && places.IsStep) code.Line("_scope.BeginStep();");
        foreach (Node input in graph.Nodes.Where(node => node.Operator == "Input"))
        {
            if (places.Of(input.Id) is not { } place) continue;
            code.Line($"{place.Type} {names[input.Id]} = {place.In("memory")};");
            string set = input.Type == ElementType.Mask ? $".SetTo({input.Name}In);" : $".Span[0] = {input.Name}In;";
            code.Line(names[input.Id] + (input.Shape.Rank == 0 ? set : $".CopyFrom({input.Name}In);"));
        }

        var pass = new PassEmitter(routine, places, names, structs, routine.Fused.Forward, declared: graph.Nodes.Where(node => node.Operator == "Input").Select(node => node.Id));
        pass.Write(code);
        WriteUpdates(code, routine, places, names, pass);
        if (keeps)
        {
            foreach (string dim in _dims) code.Line($"_forward{ValueNames.Pascal(dim)} = {dim};");
            if (FirstLeading is { } leading)
            {
                string lengths = BoundaryEmitter.LeadingLengths(leading with { Name = leading.Name + "In" });
                code.Line($"if (!Sys::MemoryExtensions.SequenceEqual(Sys::MemoryExtensions.AsSpan(_forwardLengths), {lengths})) _forwardLengths = {lengths}.ToArray();");
            }

            code.Line("_forwardRan = true;");
        }

        code.Close();
        code.Blank();
    }

    /// <summary>When all is computed the states get their next values.</summary>
    private static void WriteUpdates(CodeWriter code, Routine routine, Places places, Names names, PassEmitter pass)
    {
        Graph graph = routine.Fused.Graph;
        NodeKinds kinds = routine.Fused.Kinds;
        foreach (Node update in graph.Updates())
        {
            int storage = kinds.Storage(update.Operands[0]);
            string block = pass.IsDeclared(storage) && !kinds.IsSource(storage) ? names[storage] : places.Of(storage)!.Value.In("memory");
            code.Line($"{block}.Span.CopyTo(_scope.States[{places.State(update.Text("state")!)}].ValueBlock.Span); // the next {update.Text("state")}");
        }

        if (graph.Updates().Any()) code.Blank();
    }

    private void WriteBackwardLoops(CodeWriter code, Routine routine)
    {
        Graph graph = routine.Fused.Graph;
        Names names = NamesOf(routine);
        List<Node> seeds = [.. graph.Nodes.Where(node => node.Operator == "OutputGradient")];
        IReadOnlyList<Result> outputs = Cotangents(routine);
        code.Open($"private void RunBackward({Types.List(outputs.Select(output => $"in {Types.Span} d{output.Name}In").Append("bool accumulate"))})");
        code.Line("_forwardRan = false; // what Forward kept is used up below");
        List<string> fixedInputs = [.. _method.Inputs.Where(input => input is { NoGrad: true, Type: ElementType.Float }).Select(input => input.Name)];
        if (fixedInputs.Count > 0) code.Line($"// {string.Join(" and ", fixedInputs)}: [NoGrad], so nothing is computed for a gradient that nobody wants");
        foreach (string dim in _dims.Where(dim => UsesDim(routine, dim))) code.Line($"int {dim} = _forward{ValueNames.Pascal(dim)};");
        code.Line("Core::Arena memory = _training;");
        if (_layer.Parameters.Count > 0) code.Line("NN::GradientTarget target = _scope.BeginGradients(accumulate);");
        foreach (Node seed in seeds)
        {
            if (routine.Plan.SlotOf(seed.Id) is not { } slot) continue;
            code.Line($"Core::Block {names[seed.Id]} = memory[{slot}];");
            code.Line($"{names[seed.Id]}.CopyFrom(d{Outputs(routine, "_training")[seed.Int("output")].Name}In);");
        }

        var pass = new PassEmitter(routine, PlacesOf(routine), names, structs, routine.Fused.Backward, declared: seeds.Select(seed => seed.Id));
        pass.Write(code);
        WriteGradientCopies(code, routine, names, pass);
        if (_layer.Parameters.Count > 0) code.Line("target.Complete();");
        code.Close();
        code.Blank();
    }

    /// <summary>Gradients that no loop computed in place: zeros, and values that stand elsewhere too.</summary>
    private void WriteGradientCopies(CodeWriter code, Routine routine, Names names, PassEmitter pass)
    {
        Graph graph = routine.Fused.Graph;
        NodeKinds kinds = routine.Fused.Kinds;
        var gradients = graph.Gradients.Where(gradient => graph[gradient.Of].Operator == "Parameter").ToDictionary(gradient => graph[gradient.Of].Name);
        for (int i = 0; i < _layer.Parameters.Count; i++)
        {
            if (!gradients.TryGetValue(_layer.Parameters[i].Path, out Gradient? gradient))
            {
                code.Line($"target[_scope.Params[{i}]].Span.Clear(); // {_layer.Parameters[i].Path} does not enter Forward");
                continue;
            }

            int storage = kinds.Storage(gradient.Value);
            if (routine.Plan.ParameterOf(storage) == gradient.Of) continue;
            string block = pass.IsDeclared(storage) ? names[storage] : BlockAfter(routine, storage, "memory");
            code.Line($"{block}.Span.CopyTo(target[_scope.Params[{i}]].Span); // the gradient of {_layer.Parameters[i].Path}");
        }
    }

    /// <summary>What a call holds at once: a method of its own, since <c>Memory</c> asks it too.</summary>
    private void WriteReservation(CodeWriter code, Routine routine, bool training)
    {
        MemoryPlan plan = routine.Plan;
        Names names = NamesOf(routine);
        string where = $"\"{_layer.Name}.{(method.Training is null ? _method.Name : training ? "Forward" : "Infer")}\"";
        List<Dim> counts = [.. UncheckedCounts(routine)];
        string dims = $"[{Types.List(plan.Slots.Concat(plan.IntSlots).Select(slot => slot.Size).Concat(counts).SelectMany(size => size.Names).Distinct().Select(name => $"(\"{MethodDocumentation.Text(name)}\", {name})"))}]";
        code.Open($"private {(dims.Length > 2 && _layer.FixedSizes.Any(name => dims.Contains($", {name})")) ? "" : "static ")}void {Reserve(training)}({Types.List(_dims.Select(dim => $"int {dim}").Prepend("Core::Arena memory"))})");
        foreach (Dim count in counts)
            code.Line($"Core::Boundary.Countable({where}, {dims}, {count.ToCount(routine.Facts)}); // the elements of a loop whose result is smaller");
        string ints = Types.List(plan.IntSlots.Select(slot => slot.Size.ToCount(routine.Facts)));
        string lives = string.Join("; ", plan.IntSlots.Select(slot => Inhabitants(slot, names)));
        code.Line($"memory.Reserve({where}, {dims}, [{ints}], [{(plan.Slots.Count == 0 ? "]);" : "")}{(lives.Length > 0 ? $" // ints: {lives}" : "")}");
        for (int i = 0; i < plan.Slots.Count; i++)
            code.Indented($"{plan.Slots[i].Size.ToCount(routine.Facts)}{(i + 1 < plan.Slots.Count ? "," : "]);")} // {i}: {Inhabitants(plan.Slots[i], names)}");
        code.Close();
        code.Blank();
    }

    /// <summary>The values that lie in a slot one after another: those that tell where one is.</summary>
    private static string Inhabitants(Slot slot, Names names)
    {
        const int Most = 3;
        return string.Join(", then ", slot.Nodes.Take(Most).Select(node => names[node])) + (slot.Nodes.Count > Most ? ", …" : "");
    }

    /// <summary>Reserving memory refuses sizes that an int cannot count; these are the sizes of loops that no slot has.</summary>
    private IEnumerable<Dim> UncheckedCounts(Routine routine)
    {
        Graph graph = routine.Fused.Graph;
        return routine.Fused.Forward.Concat(routine.Fused.Backward).Where(step => step is not Step.Batch)
            .SelectMany(step => step.Nodes).SelectMany(id => graph[id].Operands.Select(operand => graph[operand].Shape.Size).Append(graph[id].Shape.Size))
            .Distinct()
            .Where(size => !size.TryName(out _) && !size.TryConstant(out _) && routine.Plan.Slots.All(slot => !slot.Size.Equals(size)) && _layer.Parameters.Concat(_layer.States).All(tensor => !tensor.Shape.Size.Equals(size)));
    }

    // A dim that only the forward pass needs would be a variable that nothing reads.
    private static bool UsesDim(Routine routine, string dim)
    {
        Graph graph = routine.Fused.Graph;
        NodeKinds kinds = routine.Fused.Kinds;
        return routine.Fused.Backward.SelectMany(step => step.Nodes).Any(id =>
            Mentions(graph[id].Shape) || graph[id].Attributes.Any(attribute => attribute.Names.Contains(dim)) || graph[id].Operands.Any(operand => Mentions(graph[operand].Shape) || Starts(kinds.Storage(operand)) || kinds.IsNumber(operand) && Numbers(operand)));
        bool Starts(int id) => kinds.IsPart(id) && kinds.Within(id).Start.Names.Contains(dim);
        bool Mentions(Shape shape) => shape.Dims.Any(size => size.Names.Contains(dim));
        bool Numbers(int id) => graph[id].Attributes.Any(attribute => attribute.Key == "dim" && graph[id].Dim("dim").Names.Contains(dim)) || graph[id].Operands.Any(Numbers);
    }
}
