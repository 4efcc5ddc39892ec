using System.Reflection;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

/// <summary>A kernel of the core, called over blocks that nobody may leave.</summary>
/// <param name="Kernel">The public method: <c>Softmax.Run(outer, axis, inner, x, y)</c>.</param>
/// <param name="Sizes">The sizes it is called with, some of them so large that the work is cut.</param>
/// <param name="Call">Calls it once, over blocks just as long as the sizes need.</param>
internal sealed record KernelCase(string Kernel, IReadOnlyList<int[]> Sizes, Action<GuardedMemory, int[]> Call)
{
    /// <summary>The public methods of the core that are given memory.</summary>
    public static IReadOnlyList<string> Kernels { get; } =
    [
        .. typeof(Block).Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "NNGen.Core", IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.GetParameters().Any(parameter => IsMemory(parameter.ParameterType)))
            .Select(NameOf),
    ];

    private static bool IsMemory(Type type)
        => type == typeof(Block) || type == typeof(IntBlock) || type == typeof(Matrix) || type == typeof(Operand) || type == typeof(BatchOperand) || type.IsGenericType && type.GetGenericArguments().Any(IsMemory);

    private static string NameOf(MethodInfo method)
        => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))})";
}
