using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>The statements of a definition.</summary>
internal sealed partial class DefinitionReader
{
    /// <summary>More rounds than any network has; a loop beyond it is taken for one without end.</summary>
    private const int MostRounds = 10_000;

    /// <summary>Where the last value that the method itself returned was written.</summary>
    private Location? _returned;

    private void Execute(IOperation statement)
    {
        _cancellation.ThrowIfCancellationRequested();
        switch (statement)
        {
            case IBlockOperation block: ExecuteAll(block.Operations); break;
            case IVariableDeclarationGroupOperation group: Declare(group); break;
            case IExpressionStatementOperation expression: Evaluate(expression.Operation); break;
            case IReturnOperation { ReturnedValue: { } value }:
                Current.Returned = Evaluate(value);
                if (_frames.Count == 1) _returned = value.Syntax.GetLocation();
                break;
            case IConditionalOperation conditional: ExecuteIf(conditional); break;
            case IForLoopOperation loop: ExecuteFor(loop); break;
            case IForEachLoopOperation loop: ExecuteForEach(loop); break;
            case IBranchOperation { BranchKind: Microsoft.CodeAnalysis.Operations.BranchKind.Break }: Current.Leaving = Frame.BranchKind.Break; break;
            case IBranchOperation { BranchKind: Microsoft.CodeAnalysis.Operations.BranchKind.Continue }: Current.Leaving = Frame.BranchKind.Continue; break;
            case IEmptyOperation or ILocalFunctionOperation: break;
            case IInvalidOperation: _problems.ReportedByCSharp(); Current.Returned ??= Meaning.Unknown; break;
            default: Refuse(statement, StatementAdvice(statement)); Current.Returned ??= Meaning.Unknown; break;
        }
    }

    private bool HasLeft => Current.Returned is not null || Current.Leaving is not null;

    private void ExecuteAll(IEnumerable<IOperation> statements)
    {
        foreach (IOperation statement in statements)
        {
            Execute(statement);
            if (HasLeft) return;
        }
    }

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            IVariableInitializerOperation? initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
            if (initializer is not null) Assign(declarator.Symbol, Evaluate(initializer.Value));
        }
    }

    /// <summary>Binds a local, and gives the value the local's name.</summary>
    private void Assign(ISymbol local, Meaning meaning)
    {
        Current.Locals[local] = meaning;
        if (meaning is Meaning.Tensor tensor) Name(tensor.Value, Current.Layer.PathOf(local.Name), own: _frames.Count == 1);
    }

    /// <summary>Names a value after a local or a sub-layer. The outermost method's own names win; inputs and parameters keep theirs.</summary>
    private void Name(Value value, string name, bool own)
    {
        if (value.Node.Operator is "Input" or "Parameter") return;
        _graph.Rename(value.Id, name, own);
    }

    private void ExecuteIf(IConditionalOperation conditional)
    {
        if (Decide(conditional.Condition) is not { } holds) Current.Returned ??= Meaning.Unknown;
        else if (holds) Execute(conditional.WhenTrue);
        else if (conditional.WhenFalse is not null) Execute(conditional.WhenFalse);
    }

    /// <summary>A condition that the compiler can decide; null, and a report, if it cannot.</summary>
    private bool? Decide(IOperation condition)
    {
        Meaning meaning = Evaluate(condition);
        if (meaning is Meaning.Truth truth) return truth.Value;
        if (meaning != Meaning.Unknown) Refuse(condition, "the compiler has to know at compile time whether this holds, so it can only compare numbers and dims; to choose between values, element by element, use Where(mask, a, b)");
        return null;
    }

    private void ExecuteFor(IForLoopOperation loop)
    {
        ExecuteAll(loop.Before);
        for (int round = 0; ; round++)
        {
            if (loop.Condition is not null)
            {
                if (Decide(loop.Condition) is not { } holds)
                {
                    Current.Returned ??= Meaning.Unknown;
                    return;
                }

                if (!holds) return;
            }

            if (round == MostRounds)
            {
                Refuse(loop, $"this loop goes on after {MostRounds} rounds; its steps are written out one by one, so it needs a count that the compiler knows and that is small");
                Current.Returned ??= Meaning.Unknown;
                return;
            }

            if (!ExecuteRound(loop.Body)) return;
            ExecuteAll(loop.AtLoopBottom);
        }
    }

    private void ExecuteForEach(IForEachLoopOperation loop)
    {
        Meaning collection = Evaluate(loop.Collection);
        if (collection is not Meaning.List list || loop.Locals.Length != 1)
        {
            if (collection != Meaning.Unknown) Refuse(loop.Collection, "a foreach goes over an array or a list of sub-layers whose length the compiler knows");
            Current.Returned ??= Meaning.Unknown;
            return;
        }

        foreach (Meaning item in list.Items)
        {
            Current.Locals[loop.Locals[0]] = item;
            if (!ExecuteRound(loop.Body)) return;
        }
    }

    /// <summary>One round of a loop; false if it was the last.</summary>
    private bool ExecuteRound(IOperation body)
    {
        Execute(body);
        Frame.BranchKind? leaving = Current.Leaving;
        Current.Leaving = null;
        return Current.Returned is null && leaving != Frame.BranchKind.Break;
    }

    private static string StatementAdvice(IOperation statement) => statement.Kind switch
    {
        OperationKind.Loop => "the compiler writes loops out step by step, so it has to know their count: use 'for' with a constant or a [Dim], or 'foreach' over an array",
        OperationKind.Throw => "a definition computes and does not throw; shapes are checked by the compiler, and facts about dims stand in a [Where]",
        OperationKind.Try => "a definition computes and does not throw, so there is nothing to catch",
        OperationKind.Return => "a definition returns what it computes",
        _ => "a definition is made of locals, calls, tuples, operators, ranges, loops with a known count and conditions that the compiler can decide",
    };

    /// <summary>Reports a construct that the language does not have, on the construct.</summary>
    private Meaning Refuse(IOperation operation, string advice)
    {
        string text = OneLine(operation.Syntax);
        Report(Rules.Construct, operation, [], $"'{(text.Length > 60 ? text.Substring(0, 57) + "…" : text)}' cannot stand in a definition: {advice}");
        return Meaning.Unknown;
    }

    /// <summary>Reports where the user can mend it: in the layer's own class on the expression, elsewhere on the call that leads there.</summary>
    private void Report(DiagnosticDescriptor rule, IOperation operation, IEnumerable<Location> related, params object[] arguments)
    {
        Location here = operation.Syntax.GetLocation();
        Location? callSite = _frames.Count == 0 ? null : Current.CallSite;
        _problems.Report(rule, callSite ?? here, callSite is null ? related : related.Prepend(here), arguments);
    }

    private static string OneLine(SyntaxNode syntax)
        => string.Join(" ", syntax.ToString().Split(['\r', '\n', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
