using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generators.Reading;

/// <summary>The statements of a definition.</summary>
internal sealed partial class DefinitionReader
{
    private bool HasLeft => Current.Returned is not null || Current.Leaving is not null;

    private void Execute(IOperation statement)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (IsTooLong(statement)) return;
        switch (statement)
        {
            case IBlockOperation block: ExecuteAll(block.Operations); break;
            case IVariableDeclarationGroupOperation group: Declare(group); break;
            case IExpressionStatementOperation expression: Evaluate(expression.Operation); break;
            case IReturnOperation { ReturnedValue: { } value }:
                if (_frames.Count == 1) _returned = value;
                Current.Returned = Evaluate(value);
                break;
            case IReturnOperation { Kind: OperationKind.Return }: Current.Returned = Meaning.Unknown; break;
            case IConditionalOperation conditional: ExecuteIf(conditional); break;
            case IForLoopOperation loop:
                ExecuteAll(loop.Before);
                ExecuteWhile(loop, loop.Condition, loop.Body, loop.AtLoopBottom, checkFirst: true);
                break;
            case IWhileLoopOperation { Condition: { } condition } loop: ExecuteWhile(loop, condition, loop.Body, [], loop.ConditionIsTop); break;
            case IForEachLoopOperation loop: ExecuteForEach(loop); break;
            case ISwitchOperation choice: ExecuteSwitch(choice); break;
            case IBranchOperation { BranchKind: BranchKind.Break }: Current.Leaving = Frame.BranchKind.Break; break;
            case IBranchOperation { BranchKind: BranchKind.Continue }: Current.Leaving = Frame.BranchKind.Continue; break;
            case IEmptyOperation or ILocalFunctionOperation: break;
            case IInvalidOperation: _problems.ReportedElsewhere(); Leave(); break;
            default: Refuse(statement, Advice.ForStatement(statement)); Leave(); break;
        }
    }

    /// <summary>What comes after is unknown; nothing more is said about it.</summary>
    private void Leave() => Current.Returned ??= Meaning.Unknown;

    /// <summary>True, and reported once, after more steps than the editor can wait for.</summary>
    private bool IsTooLong(IOperation statement)
    {
        if (++_steps < MostSteps) return false;
        if (_steps == MostSteps) Refuse(statement, $"the compiler has written out {MostSteps} steps and comes to no end; loops and calls are unrolled, so it needs counts that are small");
        Leave();
        return true;
    }

    private void ExecuteAll(IEnumerable<IOperation> statements)
    {
        foreach (IOperation statement in statements)
        {
            Execute(statement);
            if (HasLeft) return;
        }
    }

    private void ExecuteIf(IConditionalOperation conditional)
    {
        if (Decide(conditional.Condition) is not { } holds) Leave();
        else if (holds) Execute(conditional.WhenTrue);
        else if (conditional.WhenFalse is not null) Execute(conditional.WhenFalse);
    }

    /// <summary>Whether a condition holds; null, and a report, where the compiler cannot decide it.</summary>
    private bool? Decide(IOperation condition)
    {
        switch (Evaluate(condition))
        {
            case Meaning.Truth truth: return truth.Value;
            case var unknown when unknown == Meaning.Unknown: return null;
            default:
                Refuse(condition, "the compiler has to decide this, so it can only compare numbers and dims");
                return null;
        }
    }

    private void ExecuteWhile(ILoopOperation loop, IOperation? condition, IOperation body, IEnumerable<IOperation> atBottom, bool checkFirst)
    {
        for (bool check = checkFirst; !HasLeft; check = true)
        {
            if (check && condition is not null)
            {
                bool? holds = Decide(condition);
                if (holds is null) Leave();
                if (holds != true) return;
            }

            if (IsTooLong(loop) || !ExecuteRound(body)) return;
            ExecuteAll(atBottom);
        }
    }

    private void ExecuteForEach(IForEachLoopOperation loop)
    {
        Meaning collection = Evaluate(loop.Collection);
        if (collection is not Meaning.List list)
        {
            if (collection != Meaning.Unknown) Refuse(loop.Collection, "a foreach goes over an array, a list or a SubList whose length the compiler knows");
            Leave();
            return;
        }

        foreach (Meaning item in list.Items.ToList())
        {
            if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var local }) Current.Locals[local] = Converted(item, local.Type);
            else EvaluateAssignment(loop.LoopControlVariable, loop.LoopControlVariable, item);
            if (!ExecuteRound(loop.Body)) return;
        }
    }

    /// <summary>An element as the variable of its loop has it: an int becomes a float there.</summary>
    private Meaning Converted(Meaning item, ITypeSymbol type) => (item, type.SpecialType) switch
    {
        (Meaning.Size { Dim: var dim }, SpecialType.System_Single or SpecialType.System_Double) => new Meaning.Number(_algebra.Number(dim)),
        (Meaning.Size or Meaning.Number, _) when WellKnown.IsVar(type) => Promote(item),
        _ => item,
    };

    /// <summary>One round of a loop; false if it was the last.</summary>
    private bool ExecuteRound(IOperation body)
    {
        Execute(body);
        Frame.BranchKind? leaving = Current.Leaving;
        Current.Leaving = null;
        return Current.Returned is null && leaving != Frame.BranchKind.Break;
    }
}
