using System.Reflection;
using System.Runtime.CompilerServices;
using NNGen.Core;
using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;
using NNGen.Verification;

namespace NNGen.Generators.Tests.Layers;

/// <summary>
/// One layer that is tried: what was generated runs on deterministic inputs and is held against the definition, which runs in double
/// precision, and against central differences of it: on every vector width, for batches that grow and shrink, with all memory of
/// the layer full of NaN before each call, through the overloads over tensors and those over spans.
/// </summary>
internal sealed record LayerUnderTest(CompiledLayers Layers, LayerModel Model)
{
    private const double MostGradientError = 1e-4;

    /// <summary>What a difference quotient leaves of a gradient that is zero.</summary>
    private const double NoGradient = 1e-8;

    /// <summary>Four roundings of a value of 1.</summary>
    private const double RoundingsOfCotangents = 4 * 5.96e-8;

    /// <summary>Sizes that differ, so that no two dims can be taken for each other; a name that is not here is 3.</summary>
    private static readonly Dictionary<string, int> UsualSizes = new()
    {
        ["I"] = 3, ["O"] = 5, ["H"] = 7, ["C"] = 4, ["T"] = 6, ["B"] = 2, ["D"] = 9, ["M"] = 5, ["K"] = 4, ["P"] = 8, ["L"] = 19,
        ["Height"] = 5, ["Width"] = 6,
    };

    /// <summary>The sizes of the batch, one run after another on the same layer: growing, then shrinking; 1, and none a multiple of 16.</summary>
    public IReadOnlyList<int> Batches { get; init; } = [3, 1, 21, 2];

    /// <summary>Leading lengths for a layer that takes any.</summary>
    public IReadOnlyList<int[]> LeadingLengths { get; init; } = [[3], [], [2, 9], [1, 2, 1]];

    /// <summary>Sizes of dims that are not the usual ones.</summary>
    public IReadOnlyDictionary<string, int> Sizes { get; init; } = new Dictionary<string, int>();

    public IReadOnlyDictionary<string, float> Settings { get; init; } = new Dictionary<string, float>();

    /// <summary>Where the inputs lie.</summary>
    public (float Low, float High) Range { get; init; } = (-2f, 2f);

    /// <summary>The values of an input, a parameter or a state in a call, in place of random numbers.</summary>
    public Func<string, Call, object>? Values { get; init; }

    /// <summary>Of how many elements of each tensor a numerical gradient is taken.</summary>
    public int MostDifferences { get; init; } = int.MaxValue;

    /// <summary>What may be allowed where floats cannot be as exact as usual.</summary>
    public IConditioning? Conditioning { get; init; }

    private MethodModel Forward => Model.Methods.Single(method => method.IsForward);

    /// <summary>A new instance, always with the same parameters.</summary>
    public ILayer Make() => Make(Layers.Type(Model.FullName));

    /// <summary>Runs every call on the vector width in use, and fails where anything differs.</summary>
    public void AgreesWithItsDefinition()
    {
        ILayer layer = Make();
        foreach (Expected expected in Expectations())
        {
            try
            {
                Compare(layer, expected);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{Model.Name}, {expected.Call}, {VectorWidth.Current} lanes: {e.Message}", e);
            }
        }
    }

    /// <summary>
    /// The gradients of a call are, bit for bit, those of a new layer: after other batches, with inference between forward and backward,
    /// and with all memory that neither of them may read full of NaN. A buffer that two values share at the wrong time shows here.
    /// </summary>
    public void RemembersNothingOfOtherCalls()
    {
        IReadOnlyList<Expected> calls = [.. Expectations().Where(expected => expected.Methods.All(method => method.Refusal is null))];
        ILayer busy = Make();
        foreach (Expected one in calls)
        {
            ExpectedMethod forward = one.Methods.Single(method => method.Method.IsForward);
            ILayer fresh = Make();
            CallTensors(fresh, "Forward", forward.Inputs);
            float[][] alone = Gradients(fresh, forward);

            foreach (Expected other in calls.Reverse())
            {
                ExpectedMethod before = other.Methods.Single(method => method.Method.IsForward);
                CallTensors(busy, "Forward", before.Inputs);
                Gradients(busy, before);
            }

            StartAgain(busy);
            Memory.Poison(busy);
            CallTensors(busy, "Forward", forward.Inputs);
            foreach (ExpectedMethod between in calls.SelectMany(call => call.Methods)) CallTensors(busy, between.Method.IsForward ? "Infer" : between.Method.Name, between.Inputs);
            Memory.PoisonInference(busy);
            Memory.PoisonScratch(busy);
            Memory.Poison(busy, gradientsOnly: true);
            float[][] among = Gradients(busy, forward);
            for (int i = 0; i < alone.Length; i++)
                if (!alone[i].AsSpan().SequenceEqual(among[i])) Assert.Fail($"{Model.Name}, {one.Call}: gradient {i} is ({string.Join(", ", alone[i])}) of a new layer, but ({string.Join(", ", among[i])}) after other calls.");
        }
    }

    /// <summary>All gradients of the last call of Forward: of the inputs, then of the parameters.</summary>
    private float[][] Gradients(ILayer layer, ExpectedMethod forward)
    {
        object?[] gradients = CallTensors(layer, "Backward", [.. forward.Weights.Where(weight => weight.Shape.Rank > 0), false]);
        return [.. gradients.Select(gradient => Agreement.Floats(gradient!)), .. layer.Params.Select(parameter => parameter.GradBlock.Span.ToArray())];
    }

    /// <summary>Makes the layer and calls <c>Forward</c> once for each call, and compares nothing.</summary>
    public void RunForward()
    {
        ILayer layer = Make();
        foreach (Call call in Calls()) CallTensors(layer, "Forward", [.. Forward.Inputs.Select((input, i) => Input(Forward, input, i, call))]);
    }

    /// <summary>What the definition gives for every call.</summary>
    public IReadOnlyList<Expected> Expectations() => Layers.Reference(this, () => [.. Calls().Select(Reference)]);

    private ILayer Make(Type type)
    {
        object?[] arguments =
        [
            .. Model.Dims.Select(dim => (object)SizeOf(dim, batch: 3)),
            .. Model.Settings.Select(setting => Settings.GetValueOrDefault(setting.Name, (float)setting.Default) is var value && setting.IsInt ? (int)value : (object)value),
            1984,
        ];
        var layer = (ILayer)type.GetConstructors().Single(constructor => constructor.GetParameters() is not [{ ParameterType.Name: nameof(LayerScope) }, ..]).Invoke(arguments);

        // Zeros would hide a gradient that is multiplied by a bias.
        var random = new TestNumbers(7);
        foreach (Parameter parameter in layer.Params)
        {
            if (Values is not null) parameter.Load([.. ((Var)Values(parameter.Name, new(3, []))).ToArray().Select(value => (float)value)]);
            else foreach (ref float value in parameter.ValueBlock.Span) value += 0.4f * random.Next(Range.Low < 0 ? -1 : 0.5f, 1);
        }

        foreach (State state in layer.States)
        {
            if (Values is not null) state.Load([.. ((Var)Values(state.Name, new(3, []))).ToArray().Select(value => (float)value)]);
            else foreach (ref float value in state.ValueBlock.Span) value += 0.5f * random.Next(0.1f, 1);
        }
        return layer;
    }

    /// <summary>One call: the lengths that the dims of the inputs have.</summary>
    private IEnumerable<Call> Calls()
    {
        if (Model.Methods.SelectMany(method => method.Inputs).Any(input => input.HasLeading)) return LeadingLengths.Where(leading => leading.Length > 0 || !HasTensorOfLeadingAlone).Select(leading => new Call(3, leading));
        bool batched = Model.Methods.SelectMany(method => method.Inputs).SelectMany(input => input.Shape.Names).Any(name => name == "N" && !Model.Dims.Contains(name));
        return (batched ? Batches : [3]).Select(batch => new Call(batch, []));
    }

    /// <summary>Then a call has one leading dim or more: a tensor without dims is no Tensor.</summary>
    private bool HasTensorOfLeadingAlone => Model.Methods
        .SelectMany(method => method.Inputs.Select(input => input.Shape).Concat(method.Graph.Outputs.Select(output => method.Graph[output].Shape)))
        .Any(shape => shape.Rank == 1 && Leading.Starts(shape));

    private int SizeOf(string dim, int batch) => Sizes.TryGetValue(dim, out int size) ? size
        : Model.Settings.FirstOrDefault(setting => setting.Name == dim) is { } setting ? (int)Settings.GetValueOrDefault(dim, (float)setting.Default)
        : dim == "N" ? batch : UsualSizes.GetValueOrDefault(dim, 3);

    /// <summary>What the definition gives for a call, and its gradients by central differences.</summary>
    private Expected Reference(Call call)
    {
        ILayer layer = Make();
        var methods = new List<ExpectedMethod>();
        foreach (MethodModel method in Model.Methods)
        {
            object[] inputs = [.. method.Inputs.Select((input, i) => Input(method, input, i, call))];
            (object[] inferred, string? inferenceRefusal) = Try(layer, method, inputs, call);
            if (!method.IsForward)
            {
                methods.Add(new(method, inputs, inferred, inferred, [], [], [], []) { InferenceRefusal = inferenceRefusal });
                continue;
            }

            // As the first Forward of a layer runs.
            layer.Scope.Step = 1;
            using TrainingDefinition training = Definition.Training(layer);
            (object[] outputs, string? refusal) = Try(layer, method, inputs, call);
            if (refusal is not null)
            {
                methods.Add(new(method, inputs, inferred, [], [], [], [], []) { Refusal = refusal, InferenceRefusal = inferenceRefusal });
                continue;
            }

            Var[] states = [.. layer.States.Select(state => Var.From(state.ToArray(), [.. state.Shape.Dims]))];

            // Integers and truth values have no gradient, so the loss does not depend on them.
            Var[] weights = [.. outputs.OfType<Var>().Select((output, i) => output.Shape.Rank == 0 ? Var.From([1]) : Random(output.Shape, 100 + i, -1, 1))];
            Var Loss(object[] at)
            {
                double loss = 0;
                Var[] results = [.. Results(layer, method, at).OfType<Var>()];
                for (int i = 0; i < results.Length; i++)
                {
                    ReadOnlySpan<double> y = results[i].Data, w = weights[i].Data;
                    for (int j = 0; j < y.Length; j++) loss += y[j] * w[j];
                }

                return Var.From([loss]);
            }

            SampledGradient?[] inputGradients =
            [
                .. method.Inputs.Select((input, i) => input.NoGrad ? null : SampledGradient.Of(x => Loss([.. inputs[..i], x, .. inputs[(i + 1)..]]), (Var)inputs[i], MostDifferences)),
            ];
            SampledGradient[] parameterGradients = [.. layer.Params.Select(parameter => SampledGradient.Of(() => Loss(inputs), parameter, MostDifferences))];
            methods.Add(new(method, inputs, inferred, outputs, states, weights, inputGradients, parameterGradients) { InferenceRefusal = inferenceRefusal });
        }

        return new(call, methods);
    }

    /// <summary>What the definition gives, or why it refuses: there is no mean of no rows.</summary>
    private static (object[] Results, string? Refusal) Try(ILayer layer, MethodModel method, object[] inputs, Call call)
    {
        try
        {
            return (Results(layer, method, inputs), null);
        }
        catch (ShapeException refusal) when (call.Batch == 0)
        {
            return ([], refusal.Message);
        }
    }

    private void Compare(ILayer layer, Expected expected)
    {
        foreach (ExpectedMethod method in expected.Methods)
        {
            StartAgain(layer);
            float[][] states = [.. layer.States.Select(state => state.ValueBlock.Span.ToArray())];
            string infer = method.Method.IsForward ? "Infer" : method.Method.Name;
            if (method.InferenceRefusal is { } refusal)
            {
                ExpectRefusal(layer, infer, method.Inputs, refusal);
            }
            else
            {
                CompareResults(expected.Call, method.Inferred, infer, () => CallTensors(layer, infer, method.Inputs), layer);
                CompareResults(expected.Call, method.Inferred, infer + " over spans", () => CallSpans(layer, infer, method.Inputs, method.Inferred), layer);
            }

            for (int s = 0; s < states.Length; s++) Assert.Equal(states[s], layer.States[s].ValueBlock.Span.ToArray());
            if (!method.Method.IsForward) continue;
            if (method.Refusal is { } refused)
            {
                ExpectRefusal(layer, "Forward", method.Inputs, refused);
                continue;
            }

            CompareResults(expected.Call, method.Outputs, "Forward", () => CallTensors(layer, "Forward", method.Inputs), layer);
            CompareStates(method, "Forward", layer);
            object[] cotangents = [.. method.Weights.Where(weight => weight.Shape.Rank > 0)];
            Memory.Poison(layer, gradientsOnly: true);
            CompareGradients(expected.Call, method, "Backward", CallTensors(layer, "Backward", [.. cotangents, false]), layer);

            // By spans, adding to what is there: now exactly twice as much, because the same sums are formed.
            float[][] once = [.. layer.Params.Select(parameter => parameter.GradBlock.Span.ToArray())];
            StartAgain(layer);
            CompareResults(expected.Call, method.Outputs, "Forward over spans", () => CallSpans(layer, "Forward", method.Inputs, method.Outputs), layer, keepGradients: true);
            CompareStates(method, "Forward over spans", layer);
            Memory.PoisonScratch(layer);
            object?[] gradients = CallSpans(layer, "Backward", [.. cotangents], [.. method.InputGradients.OfType<SampledGradient>().Select(gradient => gradient.Empty)], true);
            for (int p = 0; p < once.Length; p++)
            {
                ReadOnlySpan<float> now = layer.Params[p].GradBlock.Span;
                for (int i = 0; i < now.Length; i++)
                    if (!now[i].Equals(2 * once[p][i])) Assert.Fail($"Backward(accumulate: true): the gradient of {layer.Params[p].Name} at {i} should be twice {once[p][i]}, but is {now[i]}.");
                once[p].CopyTo(layer.Params[p].GradBlock.Span);
            }

            CompareGradients(expected.Call, method, "Backward over spans", gradients, layer);
            ExpectNoAllocation(layer, method);
            ExpectMemory("Forward", "_training", expected.Call, method.Inputs);
            if (method.InferenceRefusal is null) ExpectMemory("Infer", "_inference", expected.Call, method.Inputs);
        }
    }

    /// <summary>What a new layer allocates for a call is what <c>Memory</c> says that it needs, and the formula up to the ends of cache lines.</summary>
    private void ExpectMemory(string method, string arena, Call call, object[] inputs)
    {
        ILayer layer = Make();
        MethodMemory memory = ((LayerMemory)layer.GetType().GetProperty("Memory")!.GetValue(layer)!)[method];
        int Value(string name) => name == "n" && call.Leading.Length > 0 || name == "n" && HasLeading ? call.Leading.Aggregate(1, (a, b) => a * b) : SizeOf(name, call.Batch);
        long promised = memory.Bytes([.. memory.Dims.Select(Value)]);
        CallTensors(layer, method, inputs);
        long held = ((NNGen.Core.Arena)layer.GetType().GetField(arena, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(layer)!).Bytes;
        Assert.True(held == promised, $"Memory[\"{method}\"] promises {promised} bytes, but {held} are held.");

        Assert.True(Generators.Shapes.Dim.TryParse(memory.Formula.Replace('·', '*'), out Generators.Shapes.Dim? formula, out _), memory.Formula);
        long values = formula.Evaluate(name => Value(name));
        int most = 64 * (2 + Model.Methods.Max(one => one.Graph.Nodes.Count) * 8);
        Assert.True(values <= held && held - values <= most, $"{memory} are {values} bytes, but {held} are held.");
    }

    private bool HasLeading => Model.Methods.SelectMany(method => method.Inputs).Any(input => input.HasLeading);

    /// <summary>A call over spans that has been made before allocates nothing, also in code that the runtime has not optimized yet.</summary>
    private void ExpectNoAllocation(ILayer layer, ExpectedMethod method)
    {
        // Tensor spans of so many dims allocate by themselves when they are copied.
        const int MostDims = 6;
        if (method.Inputs.Concat(method.Outputs).Any(tensor => ShapeOf(tensor).Rank > MostDims)) return;
        object[] cotangents = [.. method.Weights.Where(weight => weight.Shape.Rank > 0)], gradients = [.. method.InputGradients.OfType<SampledGradient>().Select(gradient => gradient.Empty)];
        for (int time = 0; time < 2; time++)
        {
            CallSpans(layer, "Forward", method.Inputs, method.Outputs);
            Check("Forward", time);
            CallSpans(layer, "Backward", cotangents, gradients, false);
            Check("Backward", time);
            if (method.InferenceRefusal is null) CallSpans(layer, "Infer", method.Inputs, method.Inferred);
            Check("Infer", time);
        }

        StartAgain(layer);

        void Check(string name, int time)
        {
            long allocated = (long)Layers.Type(SpanCallers.ClassOf(Model)).GetField("Allocated", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
            Assert.True(time == 0 || allocated == 0, $"{name} over spans allocates {allocated} bytes when it is called again.");
        }
    }

    private void ExpectRefusal(ILayer layer, string name, object[] inputs, string refusal)
    {
        try
        {
            CallTensors(layer, name, inputs);
        }
        catch (ShapeException)
        {
            return;
        }

        Assert.Fail($"{name}: the definition refuses this call ({refusal}), but generated code does not.");
    }

    private void CompareResults(Call call, object[] expected, string name, Func<object?[]> run, ILayer layer, bool keepGradients = false)
    {
        Memory.Poison(layer, keepGradients);
        object?[] results = run();
        Assert.Equal(expected.Length, results.Length);
        for (int i = 0; i < results.Length; i++) Agreement.Of($"{name}: result {i}", expected[i], results[i]!, () => Conditioning?.OfResult(call.Batch, i));
    }

    private static void CompareStates(ExpectedMethod expected, string name, ILayer layer)
    {
        for (int s = 0; s < layer.States.Count; s++)
            Agreement.Of($"{name}: the state {layer.States[s].Name}", expected.States[s], Tensors.Of(Var.From([.. layer.States[s].ValueBlock.Span.ToArray().Select(value => (double)value)], [.. layer.States[s].Shape.Dims])));
    }

    /// <summary>The states as a new layer has them, and no step yet: the next Forward is the first.</summary>
    private void StartAgain(ILayer layer)
    {
        layer.Scope.Step = 0;
        if (layer.States.Count == 0) return;
        ILayer fresh = Make();
        for (int s = 0; s < layer.States.Count; s++) layer.States[s].Load(fresh.States[s].ValueBlock.Span);
    }

    private void CompareGradients(Call call, ExpectedMethod expected, string name, object?[] gradients, ILayer layer)
    {
        List<(string Name, SampledGradient Gradient)> wanted = [.. expected.Method.Inputs.Zip(expected.InputGradients).Where(pair => pair.Second is not null).Select(pair => (pair.First.Name, pair.Second!))];
        Assert.Equal(wanted.Count, gradients.Length);
        var report = new List<GradientComparison>();
        for (int i = 0; i < gradients.Length; i++)
        {
            Agreement.Shapes($"{name}: the gradient of {wanted[i].Name}", wanted[i].Gradient.Shape, gradients[i]!);
            Compare(wanted[i].Name, wanted[i].Gradient, Agreement.Floats(gradients[i]!));
        }

        for (int p = 0; p < layer.Params.Count; p++) Compare(layer.Params[p].Name, expected.ParameterGradients[p], layer.Params[p].GradBlock.Span);
        var all = new GradientReport(report);
        if (all.WorstError > MostGradientError) Assert.Fail($"{name}: a gradient is not that of the definition.\n{all}");

        void Compare(string of, SampledGradient numerical, ReadOnlySpan<float> analytic)
        {
            float[] found = numerical.Of(analytic);

            // The bias before a normalisation has no gradient at all. In floats it is what is left of terms as large as the cotangents, which are at most 1.
            if (numerical.Values.All(value => Math.Abs(value) < NoGradient))
                for (int i = 0; i < found.Length; i++)
                    if (Math.Abs(found[i]) <= RoundingsOfCotangents) found[i] = (float)numerical.Values[i];
            GradientComparison compared = GradientCheck.Compare(of, found, numerical.Values);
            if (compared.RelativeError > MostGradientError && Conditioning?.OfGradient(call.Batch, expected.Weights, of, numerical.Elements) is { } allowed)
            {
                // What is within the roundings of an ill-conditioned value counts as right; the rest is compared again.
                for (int i = 0; i < found.Length; i++)
                    if (Math.Abs(found[i] - numerical.Values[i]) <= allowed[i]) found[i] = (float)numerical.Values[i];
                compared = GradientCheck.Compare(of, found, numerical.Values);
            }

            report.Add(compared);
        }
    }

    /// <summary>What the definition of Forward gives.</summary>
    public Var[] Define(ILayer layer, params object[] inputs) => [.. Results(layer, Forward, inputs).Cast<Var>()];

    private static object[] Results(ILayer layer, MethodModel method, object[] inputs)
    {
        MethodInfo definition = layer.GetType().GetMethods().Single(candidate => candidate.Name == method.Name
            && candidate.GetParameters() is { Length: > 0 } parameters && parameters.All(parameter => parameter.ParameterType == typeof(Var) || parameter.ParameterType == typeof(IntVar) || parameter.ParameterType == typeof(Mask)));
        object result = Invoke(definition, layer, inputs)!;
        return result is ITuple tuple ? [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i]!)] : [result];
    }

    /// <summary>Calls the overload over tensors.</summary>
    public object?[] CallTensors(ILayer layer, string method, IReadOnlyList<object> arguments)
    {
        object[] given = [.. arguments.Select(Tensors.Of)];
        MethodInfo overload = layer.GetType().GetMethods().Single(candidate => candidate.Name == method
            && candidate.GetParameters().Length == given.Length
            && candidate.GetParameters().Zip(given).All(pair => pair.First.ParameterType == pair.Second.GetType()));
        return Several(Invoke(overload, layer, given));
    }

    /// <summary>Calls the overload that takes these very arguments.</summary>
    public object? CallRaw(ILayer layer, string method, params object[] arguments) => Invoke(
        layer.GetType().GetMethods().Single(candidate => candidate.Name == method && candidate.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(arguments.Select(argument => argument.GetType()))),
        layer,
        arguments);

    /// <summary>Calls the overload over spans; the results that are no scalars come in the order of the destinations.</summary>
    private object?[] CallSpans(ILayer layer, string method, object[] inputs, object[] results, bool? accumulate = null)
    {
        List<object> arguments = [.. inputs.Select(Tensors.Of)];
        object[] destinations = [.. results.Where(result => ShapeOf(result).Rank > 0).Select(Tensors.Empty)];
        arguments.AddRange(destinations);
        if (accumulate is { } adds) arguments.Add(adds);
        MethodInfo caller = Layers.Type(SpanCallers.ClassOf(Model)).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!;
        var scalars = new Queue<object?>(Several(Invoke(caller, null, [layer, arguments.ToArray()])));
        var tensors = new Queue<object>(destinations);
        return [.. results.Select(result => ShapeOf(result).Rank == 0 ? scalars.Dequeue() : tensors.Dequeue())];
    }

    private static Shape ShapeOf(object result) => result switch
    {
        IntVar ints => ints.Shape,
        Mask mask => mask.Shape,
        _ => ((Var)result).Shape,
    };

    private static object? Invoke(MethodInfo method, object? instance, object[] arguments)
        => method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, System.Globalization.CultureInfo.InvariantCulture);

    private static object?[] Several(object? result) => result switch
    {
        null => [],
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])],
        _ => [result],
    };

    private object Input(MethodModel method, InputModel input, int index, Call call)
    {
        if (Values is not null) return Values(input.Name, call);
        var lengths = new List<int>();
        foreach (Generators.Shapes.Dim dim in input.HasLeading ? input.Shape.Dims.Skip(1) : input.Shape.Dims)
            lengths.Add((int)dim.Evaluate(name => SizeOf(name, call.Batch)));
        Shape shape = new([.. input.HasLeading ? call.Leading : [], .. lengths]);
        if (input.Type == ElementType.Mask) return Random(shape, index, -1, 1) > 0;
        if (input.Type != ElementType.Int) return Random(shape, index, Range.Low, Range.High);
        int classes = Labels.Classes(method, input, name => name == Leading.Name ? call.Leading.Aggregate(1, (a, b) => a * b) : SizeOf(name, call.Batch));
        var numbers = new TestNumbers(index);
        return IntVar.From([.. Enumerable.Range(0, shape.Size).Select(_ => (int)(numbers.Next(0, 1) * classes) % classes)], shape.Dims.ToArray());
    }

    private static Var Random(Shape shape, int stream, float low, float high)
    {
        var numbers = new TestNumbers(stream);
        return Var.From([.. Enumerable.Range(0, shape.Size).Select(_ => (double)numbers.Next(low, high))], shape.Dims.ToArray());
    }

    /// <summary>The sizes of one call.</summary>
    internal sealed record Call(int Batch, int[] Leading)
    {
        public override string ToString() => Leading.Length > 0 ? $"leading ({string.Join(", ", Leading)})" : $"N = {Batch}";
    }

    internal sealed record Expected(Call Call, IReadOnlyList<ExpectedMethod> Methods);

    /// <param name="Inferred">The results in inference mode.</param>
    /// <param name="Outputs">The results in training mode.</param>
    /// <param name="States">The states after Forward.</param>
    internal sealed record ExpectedMethod(MethodModel Method, object[] Inputs, object[] Inferred, object[] Outputs, Var[] States, Var[] Weights, SampledGradient?[] InputGradients, SampledGradient[] ParameterGradients)
    {
        /// <summary>Why the definition refuses the call in training mode, if it does.</summary>
        public string? Refusal { get; init; }

        /// <summary>The same in inference mode.</summary>
        public string? InferenceRefusal { get; init; }
    }
}
