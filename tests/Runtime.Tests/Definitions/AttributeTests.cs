using System.Reflection;

namespace NNGen.Runtime.Tests.Definitions;

public class AttributeTests
{
    [Fact]
    public void A_declaration_carries_its_dims_settings_and_facts()
    {
        Type type = typeof(Declared);
        Assert.Equal(["H % Heads == 0", "H > 1"], type.GetCustomAttributes<WhereAttribute>().Select(w => w.Fact).Order());
        Assert.Equal("graph", type.GetCustomAttribute<LayerGraphAttribute>()!.Text);

        var w = On<ParamAttribute>(nameof(Declared.W));
        Assert.Equal(["I", "2*H"], w.Dims);
        Assert.Equal((Init.He, 0.5f), (w.Init, w.Scale));
        var b = On<ParamAttribute>(nameof(Declared.B));
        Assert.Empty(b.Dims);
        Assert.Equal((Init.Default, 1f), (b.Init, b.Scale));

        Assert.Equal(["I", "H"], On<SubAttribute>(nameof(Declared.Hidden)).Dims);
        Assert.Equal(
            [("Mode", "Mode"), ("Rate", (object)0.1f)],
            type.GetProperty(nameof(Declared.Hidden))!.GetCustomAttributes<SetAttribute>().Select(s => (s.Name, s.Value)).OrderBy(s => s.Name, StringComparer.Ordinal));
        Assert.Equal(0.25f, On<SettingAttribute>(nameof(Declared.Rate)).Value);
        Assert.Equal(2, On<SettingAttribute>(nameof(Declared.Stride)).Value);
        Assert.Equal(["H"], On<SubAttribute>(nameof(Declared.Blocks)).Dims);
        Assert.Equal(3, On<SubAttribute>(nameof(Declared.Blocks)).Count);
        Assert.Equal("Step", type.GetMethod(nameof(Declared.StepGradient))!.GetCustomAttribute<GradientAttribute>()!.Method);
        Assert.NotNull(On<DimAttribute>(nameof(Declared.Heads)));
    }

    [Fact]
    public void A_method_carries_the_shapes_of_its_arguments_and_result()
    {
        MethodInfo forward = typeof(Declared).GetMethod(nameof(Declared.Forward))!;
        Assert.Equal(["N", "H"], forward.ReturnParameter.GetCustomAttribute<ShapeAttribute>()!.Dims);
        ParameterInfo x = forward.GetParameters()[0];
        Assert.Equal(["...", "I"], x.GetCustomAttribute<ShapeAttribute>()!.Dims);
        Assert.NotNull(x.GetCustomAttribute<NoGradAttribute>());
    }

    private static T On<T>(string property)
        where T : Attribute
        => typeof(Declared).GetProperty(property)!.GetCustomAttribute<T>()!;

    // No [Layer]: it is the attributes that are tried here, not the compiler.
    [Where("H % Heads == 0"), Where("H > 1"), LayerGraph("graph")]
    private sealed class Declared
    {
        [Param("I", "2*H", Init = Init.He, Scale = 0.5f)] public int W { get; }
        [Param] public int B { get; }
        [Sub("I", "H"), Set("Rate", 0.1f), Set("Mode", "Mode")] public int Hidden { get; }
        [Dim] public int Heads { get; }
        [Setting(0.25f)] public float Rate { get; }
        [Setting(2)] public int Stride { get; }
        [Sub("H", Count = 3)] public int Blocks { get; }

        [return: Shape("N", "H")]
        public Var Forward([Shape("...", "I"), NoGrad] Var x) => x;

        public static Var Step(Var x) => x;

        [Gradient(nameof(Step))]
        public static Var StepGradient(Var x, Var y, Var dy) => dy;
    }
}
