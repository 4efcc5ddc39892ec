namespace NNGen.Samples.NativeAot;

/// <summary>What the network has learnt: written by --train. The compiler puts the numbers into the binary as they are.</summary>
internal static class Weights
{
    /// <summary>Hidden.W, (2, 10).</summary>
    public static ReadOnlySpan<float> HiddenW =>
    [
        -1.8256738f, -12.98905f, 1.1932868f, -5.8256083f, -6.874422f, -6.0379777f, 6.393678f, -4.114221f,
        9.856191f, -1.647658f, -8.517018f, 9.762788f, 2.3966959f, -1.0094692f, -1.6380372f, -0.9317902f,
        2.71687f, 6.190297f, 6.464469f, -7.783053f,
    ];

    /// <summary>Hidden.B, (10).</summary>
    public static ReadOnlySpan<float> HiddenB =>
    [
        -4.876427f, -0.13718325f, 0.3453506f, -1.7416544f, 2.8883228f, -1.8001094f, -3.5679016f, -4.134566f,
        -0.092449576f, -4.5418243f,
    ];

    /// <summary>Output.W, (10, 3).</summary>
    public static ReadOnlySpan<float> OutputW =>
    [
        7.7136903f, -4.0385528f, -3.5302863f, 0.666207f, 9.967779f, -9.911356f, -2.6367564f, 4.0121837f,
        0.105953924f, -1.4753945f, -3.7297447f, 4.75631f, 1.1290495f, -5.318049f, 5.323772f, -1.4663007f,
        -3.6853633f, 5.0069504f, -3.826664f, 6.06372f, -2.7275138f, -3.921197f, -1.9665558f, 7.50853f,
        8.347529f, -5.285599f, -2.8240452f, 6.4204206f, -3.4257777f, -3.615692f,
    ];

    /// <summary>Output.B, (3).</summary>
    public static ReadOnlySpan<float> OutputB =>
    [
        -2.7166975f, 2.2875202f, 0.42917055f,
    ];
}
