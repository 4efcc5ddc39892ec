using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>The expressions of a definition, calls apart.</summary>
internal sealed partial class DefinitionReader
{
    private Meaning Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && Constant(constant) is { } known) return known;
        switch (operation)
        {
            case IParenthesizedOperation parenthesized: return Evaluate(parenthesized.Operand);
            case ILocalReferenceOperation local: return Lookup(local, local.Local);
            case IParameterReferenceOperation parameter: return Lookup(parameter, parameter.Parameter);
            case IInstanceReferenceOperation: return new Meaning.Layer(Current.Layer);
            case IPropertyReferenceOperation property: return EvaluateProperty(property);
            case IFieldReferenceOperation field: return EvaluateField(field);
            case IConversionOperation conversion: return Convert(conversion);
            case IBinaryOperation binary: return EvaluateBinary(binary);
            case IUnaryOperation unary: return EvaluateUnary(unary);
            case IInvocationOperation invocation: return EvaluateCall(invocation);
            case ITupleOperation tuple: return new Meaning.Several([.. tuple.Elements.Select(Evaluate)]);
            case IArrayCreationOperation { Initializer: { } initializer }: return new Meaning.List([.. initializer.ElementValues.Select(Evaluate)]);
            case ICollectionExpressionOperation collection: return new Meaning.List([.. collection.Elements.Select(Evaluate)]);
            case ISimpleAssignmentOperation assignment: return EvaluateAssignment(assignment, assignment.Target, Evaluate(assignment.Value));
            case ICompoundAssignmentOperation compound: return EvaluateCompound(compound);
            case IIncrementOrDecrementOperation step: return EvaluateStep(step);
            case IDeconstructionAssignmentOperation deconstruction: return Deconstruct(deconstruction);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return Decide(choice.Condition) is { } holds ? Evaluate(holds ? choice.WhenTrue : otherwise) : Meaning.Unknown;
            case IInvalidOperation:
                _problems.ReportedByCSharp();
                return Meaning.Unknown;
            default:
                return Refuse(operation, ExpressionAdvice(operation));
        }
    }

    private Meaning? Constant(object value) => value switch
    {
        bool truth => new Meaning.Truth(truth),
        int size => new Meaning.Size(Dim.Constant(size)),
        long size => new Meaning.Size(Dim.Constant(size)),
        float number => Number(() => _algebra.Constant(number)),
        double number => Number(() => _algebra.Constant(number)),
        string text => new Meaning.Text(text),
        _ => null,
    };

    private static Meaning.Number Number(Func<Value> value) => new(value());

    private Meaning Lookup(IOperation operation, ISymbol symbol)
    {
        foreach (Frame frame in _frames)
        {
            if (frame.Locals.TryGetValue(symbol.OriginalDefinition, out Meaning? meaning)) return meaning;

            // A local function sees the locals of the method around it; nothing else does.
            if (frame.Method.MethodKind != MethodKind.LocalFunction) break;
        }

        _problems.ReportedByCSharp();
        return operation.Type is null ? Meaning.Unknown : Meaning.Unknown;
    }

    private Meaning EvaluateProperty(IPropertyReferenceOperation property)
    {
        IPropertySymbol symbol = property.Property;
        if (property.Instance is null) return Refuse(property, "a static property can change between two calls; a number belongs in a [Setting]");
        Meaning instance = Evaluate(property.Instance);
        if (instance == Meaning.Unknown) return instance;
        switch (instance)
        {
            case Meaning.Tensor { Value: var value } when symbol.Name == "Shape":
                return new Meaning.Sizes(value.Shape);
            case Meaning.Sizes { Shape: var shape } when symbol.Name == "Rank":
                return new Meaning.Size(Dim.Constant(shape.Rank));
            case Meaning.Sizes { Shape: var shape } when symbol.Name == "Size":
                return new Meaning.Size(shape.Size);
            case Meaning.Sizes { Shape: var shape } when symbol.IsIndexer && property.Arguments.Length == 1:
                return SizeOf(property, shape, Evaluate(property.Arguments[0].Value));
            case Meaning.List { Items: var items } when symbol.Name == "Length":
                return new Meaning.Size(Dim.Constant(items.Count));
            case Meaning.Layer { Instance: var layer }:
                return Member(property, layer, symbol.Name);
            default:
                return Refuse(property, $"the compiler does not follow '{symbol.Name}' of {Article(symbol.ContainingType)}");
        }
    }

    /// <summary>A parameter, sub-layer, dim or setting of a layer.</summary>
    private Meaning Member(IPropertyReferenceOperation property, LayerInstance layer, string name)
    {
        if (layer.Declared is not { } declared)
            return Refuse(property, "the parts of a layer that comes from another assembly are its own; call its methods");
        MemberModel? member = declared.Members.FirstOrDefault(member => member.Name == name);
        switch (member)
        {
            case ParameterMember parameter:
                return new Meaning.Tensor(Parameter(layer.PathOf(name), parameter.Shape.Substitute(layer.Dims), declared.ParameterLocations[name]));
            case SubMember:
                return new Meaning.Layer(InstanceOf(layer, declared.Subs[name]));
            case DimMember:
                return new Meaning.Size(layer.Dims[name]);
            case SettingMember:
                return Setting(layer.Settings[name]);
            default:
                if (declared.Dims.Contains(name)) return Refuse(property, $"to use a dim as a number in the definition, declare it: '[Dim] public partial int {name} {{ get; }}'");
                return Refuse(property, $"'{name}' is none of the layer's [Param]s, [Sub]s, [Dim]s and [Setting]s, so the compiler cannot know its value");
        }
    }

    private Value Parameter(string path, Shape shape, Location location)
    {
        if (_parameters.TryGetValue(path, out Value known)) return known;
        int id = _graph.Add("Parameter", [], [], shape, Graphs.ElementType.Float, path).Id;
        _origins[id] = location;
        return _parameters[path] = _algebra[id];
    }

    private Meaning.Number Setting(SettingValue setting) => new(setting.From is null
        ? _algebra.Constant(setting.Value)
        : _algebra.Apply("Setting", [], Graphs.NodeAttribute.Of("name", setting.From)));

    private static LayerInstance InstanceOf(LayerInstance outer, SubLayer sub)
    {
        var dims = new Dictionary<string, Dim>();
        for (int i = 0; i < sub.Dims.Count; i++) dims[sub.Dims[i]] = sub.Member.Dims[i].Substitute(outer.Dims);
        var settings = new Dictionary<string, SettingValue>();
        foreach (SettingMember setting in sub.Declared?.Members.OfType<SettingMember>() ?? sub.Compiled!.Settings)
        {
            SubSetting? given = sub.Member.Settings.FirstOrDefault(candidate => candidate.Name == setting.Name);
            settings[setting.Name] = given is null
                ? new(setting.Default, null)
                : given.From is { } from && outer.Settings.TryGetValue(from, out SettingValue passed) ? passed : new(given.Value, null);
        }

        return new(sub.Declared, sub.Compiled, outer.PathOf(sub.Member.Name), dims, settings);
    }

    private Meaning EvaluateField(IFieldReferenceOperation field)
    {
        if (field.Instance is not null && Evaluate(field.Instance) is { } instance)
        {
            if (instance is Meaning.Several { Items: var items } && TupleIndex(field.Field) is { } index && index < items.Count) return items[index];
            if (instance == Meaning.Unknown) return instance;
        }

        return Refuse(field, "a field can change between two calls; trained values belong in a [Param], numbers in a [Setting] or a const");
    }

    private static int? TupleIndex(IFieldSymbol field)
    {
        string name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out int number) ? number - 1 : null;
    }

    private Meaning Convert(IConversionOperation conversion)
    {
        Meaning operand = Evaluate(conversion.Operand);
        if (operand == Meaning.Unknown || conversion.Type is not { } target) return operand;
        return (operand, target.SpecialType) switch
        {
            (Meaning.Size { Dim: var dim }, SpecialType.System_Single or SpecialType.System_Double) => new Meaning.Number(_algebra.Number(dim)),
            (Meaning.Number, SpecialType.System_Int32 or SpecialType.System_Int64) => Refuse(conversion, "a size is made of whole numbers and dims; a real number cannot become one"),
            (Meaning.Number { Value: var value }, _) when WellKnown.IsVar(target) => new Meaning.Tensor(value),
            (Meaning.Size { Dim: var dim }, _) when WellKnown.IsVar(target) => new Meaning.Tensor(_algebra.Number(dim)),
            _ => operand,
        };
    }

    private Meaning EvaluateBinary(IBinaryOperation binary)
    {
        Meaning left = Evaluate(binary.LeftOperand);
        if (left is Meaning.Truth shortcut && binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr
            && shortcut.Value == (binary.OperatorKind == BinaryOperatorKind.ConditionalOr)) return left;
        return Combine(binary, binary.OperatorKind, binary.OperatorMethod, left, Evaluate(binary.RightOperand));
    }

    private Meaning Combine(IOperation operation, BinaryOperatorKind kind, IMethodSymbol? method, Meaning left, Meaning right)
    {
        if (left == Meaning.Unknown || right == Meaning.Unknown) return Meaning.Unknown;
        if (method is not null && WellKnown.IsSymbolic(method.ContainingType))
            return CallOperator(operation, method.Name, ("a", Promote(left)), ("b", Promote(right)));
        return (left, right) switch
        {
            (Meaning.Size a, Meaning.Size b) => CombineSizes(operation, kind, a.Dim, b.Dim),
            (Meaning.Truth a, Meaning.Truth b) => CombineTruths(operation, kind, a.Value, b.Value),
            (Meaning.Number or Meaning.Size, Meaning.Number or Meaning.Size) when ArithmeticName(kind) is { } name
                => AsNumber(CallOperator(operation, name, ("a", Promote(left)), ("b", Promote(right)))),
            _ => Refuse(operation, "the compiler does not follow this operator here"),
        };
    }

    private Meaning CombineSizes(IOperation operation, BinaryOperatorKind kind, Dim a, Dim b)
    {
        bool zero = b.TryConstant(out long divisor) && divisor == 0;
        switch (kind)
        {
            case BinaryOperatorKind.Add: return new Meaning.Size(a + b);
            case BinaryOperatorKind.Subtract: return new Meaning.Size(a - b);
            case BinaryOperatorKind.Multiply: return new Meaning.Size(a * b);
            case BinaryOperatorKind.Divide when !zero: return new Meaning.Size(Dim.FloorDivide(a, b));
            case BinaryOperatorKind.Remainder when !zero: return new Meaning.Size(Dim.Modulo(a, b));
        }

        Agreement agreement = Unification.Compare(a, b, _layer.Facts);
        if (kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && agreement != Agreement.Undecided)
            return new Meaning.Truth((agreement == Agreement.Equal) == (kind == BinaryOperatorKind.Equals));
        if ((a - b).TryConstant(out long difference))
        {
            switch (kind)
            {
                case BinaryOperatorKind.LessThan: return new Meaning.Truth(difference < 0);
                case BinaryOperatorKind.LessThanOrEqual: return new Meaning.Truth(difference <= 0);
                case BinaryOperatorKind.GreaterThan: return new Meaning.Truth(difference > 0);
                case BinaryOperatorKind.GreaterThanOrEqual: return new Meaning.Truth(difference >= 0);
            }
        }

        return Refuse(operation, $"the compiler cannot decide it for every size of {string.Join(" and ", a.Names.Concat(b.Names).Distinct())}");
    }

    private Meaning CombineTruths(IOperation operation, BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => new Meaning.Truth(a && b),
        BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => new Meaning.Truth(a || b),
        BinaryOperatorKind.Equals => new Meaning.Truth(a == b),
        BinaryOperatorKind.NotEquals => new Meaning.Truth(a != b),
        _ => Refuse(operation, "the compiler does not follow this operator here"),
    };

    private Meaning EvaluateUnary(IUnaryOperation unary)
    {
        Meaning operand = Evaluate(unary.Operand);
        return (operand, unary.OperatorKind) switch
        {
            (_, _) when operand == Meaning.Unknown => operand,
            (Meaning.Tensor, UnaryOperatorKind.Minus) => CallOperator(unary, "op_UnaryNegation", ("x", operand)),
            (Meaning.Number, UnaryOperatorKind.Minus) => AsNumber(CallOperator(unary, "op_UnaryNegation", ("x", Promote(operand)))),
            (Meaning.Size { Dim: var dim }, UnaryOperatorKind.Minus) => new Meaning.Size(Dim.Constant(0) - dim),
            (Meaning.Truth { Value: var truth }, UnaryOperatorKind.Not) => new Meaning.Truth(!truth),
            (_, UnaryOperatorKind.Plus) => operand,
            _ => Refuse(unary, ExpressionAdvice(unary)),
        };
    }

    private Meaning EvaluateAssignment(IOperation operation, IOperation target, Meaning value)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local }: Assign(local, value); return value;
            case IParameterReferenceOperation { Parameter: var parameter }: Assign(parameter, value); return value;
            case IDiscardOperation: return value;
            case IDeclarationExpressionOperation { Expression: var declared }: return EvaluateAssignment(operation, declared, value);
            case ITupleOperation { Elements: var elements }:
                IReadOnlyList<Meaning>? items = value switch
                {
                    Meaning.Several several => several.Items,
                    Meaning.Sizes { Shape: var shape } => [.. shape.Dims.Select(dim => new Meaning.Size(dim))],
                    _ => null,
                };
                if (items is null) return value == Meaning.Unknown ? SpreadUnknown(elements) : Refuse(operation, "only tuples and shapes can be taken apart");
                if (items.Count != elements.Length)
                {
                    Report(Rules.ShapeMismatch, operation, [], value is Meaning.Sizes { Shape: var actual }
                        ? $"'{OneLine(target.Syntax)}' takes {elements.Length} sizes, but the shape is {Leading.Text(actual)}"
                        : $"'{OneLine(target.Syntax)}' takes {elements.Length} values, but there are {items.Count}");
                    return SpreadUnknown(elements);
                }

                for (int i = 0; i < items.Count; i++) EvaluateAssignment(operation, elements[i], items[i]);
                return value;
            default:
                return Refuse(operation, "a definition can only assign to its own locals");
        }
    }

    private Meaning SpreadUnknown(IEnumerable<IOperation> targets)
    {
        foreach (IOperation target in targets) EvaluateAssignment(target, target, Meaning.Unknown);
        return Meaning.Unknown;
    }

    private Meaning EvaluateCompound(ICompoundAssignmentOperation compound)
    {
        Meaning left = Evaluate(compound.Target), right = Evaluate(compound.Value);
        return EvaluateAssignment(compound, compound.Target, Combine(compound, compound.OperatorKind, compound.OperatorMethod, left, right));
    }

    private Meaning EvaluateStep(IIncrementOrDecrementOperation step)
    {
        Meaning before = Evaluate(step.Target);
        if (before is not Meaning.Size { Dim: var dim }) return before == Meaning.Unknown ? before : Refuse(step, "only an int can be counted up or down");
        int by = step.Kind == OperationKind.Increment ? 1 : -1;
        Meaning after = EvaluateAssignment(step, step.Target, new Meaning.Size(dim + by));
        return step.IsPostfix ? before : after;
    }

    private Meaning Deconstruct(IDeconstructionAssignmentOperation deconstruction)
        => EvaluateAssignment(deconstruction, deconstruction.Target, Evaluate(deconstruction.Value));

    private Meaning SizeOf(IOperation operation, Shape shape, Meaning axis)
    {
        if (axis is not Meaning.Size { Dim: var dim }) return Meaning.Unknown;
        return Guarded(operation, [], () =>
        {
            int index = new Arguments(new Dictionary<string, object> { ["axis"] = dim }).Axis("axis", shape);
            return new Meaning.Size(shape[index]);
        });
    }

    /// <summary>A number where a tensor is expected.</summary>
    private Meaning Promote(Meaning meaning) => meaning switch
    {
        Meaning.Number { Value: var value } => new Meaning.Tensor(value),
        Meaning.Size { Dim: var dim } => new Meaning.Tensor(_algebra.Number(dim)),
        _ => meaning,
    };

    private static Meaning AsNumber(Meaning meaning) => meaning is Meaning.Tensor { Value: var value } ? new Meaning.Number(value) : meaning;

    private static string? ArithmeticName(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "op_Addition",
        BinaryOperatorKind.Subtract => "op_Subtraction",
        BinaryOperatorKind.Multiply => "op_Multiply",
        BinaryOperatorKind.Divide => "op_Division",
        _ => null,
    };

    private static string ExpressionAdvice(IOperation operation) => operation switch
    {
        IObjectCreationOperation => "a definition makes no objects; a layer that it needs is declared as a [Sub]",
        IAnonymousFunctionOperation or IDelegateCreationOperation => "the compiler does not follow delegates; write a method of the class, or a local function",
        IAwaitOperation => "a definition computes at once and cannot wait",
        ISwitchExpressionOperation or IIsPatternOperation => "the compiler follows 'if' and '?:' over numbers and dims, not patterns",
        IArrayElementReferenceOperation => "the compiler does not follow arrays; use locals or a tuple",
        _ => "a definition is made of locals, calls, tuples, operators, loops with a known count and conditions that the compiler can decide",
    };
}
