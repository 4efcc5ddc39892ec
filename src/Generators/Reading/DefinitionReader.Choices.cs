using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generators.Reading;

/// <summary>Choices by <c>switch</c> and <c>is</c>: decided while the definition is read, as conditions are.</summary>
internal sealed partial class DefinitionReader
{
    private Meaning EvaluateSwitch(ISwitchExpressionOperation choice)
    {
        Meaning value = Evaluate(choice.Value);
        if (value == Meaning.Unknown) return value;
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            if (Applies(choice.Value, value, arm.Pattern, arm.Guard) is not { } applies) return Meaning.Unknown;
            if (applies) return Evaluate(arm.Value);
        }

        return Refuse(choice, "none of its arms applies");
    }

    private void ExecuteSwitch(ISwitchOperation choice)
    {
        Meaning value = Evaluate(choice.Value);
        if (value == Meaning.Unknown)
        {
            Leave();
            return;
        }

        ISwitchCaseOperation? chosen = null;
        foreach (ISwitchCaseOperation section in choice.Cases)
            foreach (ICaseClauseOperation clause in section.Clauses)
            {
                if (chosen is not null || clause is IDefaultCaseClauseOperation) continue;
                bool? applies = clause switch
                {
                    ISingleValueCaseClauseOperation single => IsTrue(Combine(choice.Value, BinaryOperatorKind.Equals, null, value, Evaluate(single.Value))),
                    IPatternCaseClauseOperation pattern => Applies(choice.Value, value, pattern.Pattern, pattern.Guard),
                    _ => IsTrue(Refuse(clause, Advice.ForStatement(choice))),
                };
                if (applies is null)
                {
                    Leave();
                    return;
                }

                if (applies == true) chosen = section;
            }

        chosen ??= choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        if (chosen is null) return;
        ExecuteAll(chosen.Body);
        if (Current.Leaving == Frame.BranchKind.Break) Current.Leaving = null;
    }

    private Meaning EvaluateIs(IIsPatternOperation question)
    {
        Meaning value = Evaluate(question.Value);
        if (value == Meaning.Unknown) return value;
        return Matches(question, value, question.Pattern) is { } matches ? new Meaning.Truth(matches) : Meaning.Unknown;
    }

    private bool? Applies(IOperation asked, Meaning value, IPatternOperation pattern, IOperation? guard)
        => Matches(asked, value, pattern) is { } matches ? matches && guard is not null ? Decide(guard) : matches : null;

    /// <summary>Whether a value fits a pattern; null, and a report, where the compiler cannot decide it.</summary>
    private bool? Matches(IOperation asked, Meaning value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation: return true;
            case IConstantPatternOperation constant: return IsTrue(Combine(asked, BinaryOperatorKind.Equals, null, value, Evaluate(constant.Value)));
            case IRelationalPatternOperation relation: return IsTrue(Combine(asked, relation.OperatorKind, null, value, Evaluate(relation.Value)));
            case INegatedPatternOperation not: return !Matches(asked, value, not.Pattern);
            case IBinaryPatternOperation both:
                bool? left = Matches(asked, value, both.LeftPattern);
                bool decides = both.OperatorKind == BinaryOperatorKind.Or;
                return left is null || left == decides ? left : Matches(asked, value, both.RightPattern);
            case IDeclarationPatternOperation { DeclaredSymbol: { } local } declared when SymbolEqualityComparer.Default.Equals(declared.InputType, declared.NarrowedType):
                Assign(local, value);
                return true;
            case { ChildOperations.Count: > 0 } when pattern.ChildOperations.Any(child => child is IInvalidOperation):
                _problems.ReportedElsewhere();
                return null;
            default:
                Refuse(pattern, "the compiler follows patterns over numbers, sizes and truths, not over types and parts");
                return null;
        }
    }

    private static bool? IsTrue(Meaning meaning) => meaning is Meaning.Truth { Value: var truth } ? truth : null;
}
