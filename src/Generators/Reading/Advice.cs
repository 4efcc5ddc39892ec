using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generators.Reading;

/// <summary>What to write instead of a construct that the language of definitions does not have.</summary>
internal static class Advice
{
    private const string Language = "a definition is made of locals, tuples, operators, calls, loops with a known count and conditions that the compiler can decide";

    /// <summary>Of a value with leading dims no axis is known that is counted from the front.</summary>
    public const string Leading = "\"...\" stands for any number of dims, so only the axes after them are known; count those from the end, as in -1";

    /// <summary>The items between brackets count axes from the front.</summary>
    public const string LeadingPart = "\"...\" stands for any number of dims, so only the axes after them are known, and the items between the brackets count from the front; Slice(x, -1, …) counts from the end";

    /// <summary>Of a value with leading dims the axes cannot be named one by one.</summary>
    public const string FixedRank = "\"...\" stands for any number of dims, and this takes a fixed number of them; name the dims in the [Shape], as in \"N\", \"T\"";

    /// <summary>Leading dims stay apart: what made one of them would be another tensor for each call.</summary>
    public const string LeadingAsOne = "\"...\" stands for any number of dims, and this would make them one; name the dims in the [Shape], as in \"N\", \"T\"";

    /// <summary>A member of something that the compiler knows by other members.</summary>
    public static string ForMember(ISymbol member)
    {
        INamedTypeSymbol? type = member.ContainingType;
        string instead = type?.Name switch
        {
            "State" => "; in a formula a State stands as it is, and Update alone sets it",
            "Parameter" or "Var" => $"; in a formula {DefinitionSignature.WithArticle(type)} stands as it is, and Ops computes with it",
            _ => "",
        };
        return $"the compiler does not follow '{member.Name}' of {(type is null ? "this" : DefinitionSignature.WithArticle(type))}{instead}";
    }

    public static string ForExpression(IOperation operation) => operation switch
    {
        IObjectCreationOperation or ITypeParameterObjectCreationOperation or IAnonymousObjectCreationOperation
            => "a definition makes no objects; a layer that it needs is declared as a [Sub], several values go into a tuple",
        IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation
            => "the compiler does not follow delegates; write a method of the class, or a local function",
        IAwaitOperation => "a definition computes at once and has nothing to wait for",
        IIsTypeOperation => "the compiler follows conditions over numbers, sizes and truths, not over types",
        IArrayElementReferenceOperation => "of an array the compiler follows single elements, not parts",
        IInterpolatedStringOperation or ILiteralOperation { Type.SpecialType: SpecialType.System_String or SpecialType.System_Char } => "a definition computes with numbers, not with text",
        IThrowOperation => "a definition computes and does not throw; shapes are checked by the compiler, and facts about dims stand in a [Where]",
        ICoalesceOperation or IConditionalAccessOperation or ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } or ICoalesceAssignmentOperation
            => "every value of a definition is there, none is null",
        IDeclarationExpressionOperation => "a definition has no 'out'; return several things as a tuple",
        _ => Language,
    };

    public static string ForStatement(IOperation statement) => statement switch
    {
        ITryOperation => "a definition computes and does not throw, so there is nothing to catch",
        IThrowOperation => ForExpression(statement),
        ISwitchOperation => "the compiler follows 'switch' over numbers, sizes and truths",
        IUsingOperation or IUsingDeclarationOperation => "a definition holds nothing that has to be disposed of",
        ILockOperation => "a definition runs on one thread and has nothing to lock",
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => "a definition returns what it computes, several things as a tuple",
        IBranchOperation { BranchKind: BranchKind.GoTo } or ILabeledOperation => "the compiler follows loops and conditions, not jumps",
        _ => Language,
    };
}
