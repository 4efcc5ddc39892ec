using System.Text;

namespace NNGen.Bench;

/// <summary>Writes a small ONNX model: messages of protocol buffers, with the field numbers of onnx.proto.</summary>
internal static class OnnxModel
{
    private const int Float = 1;

    /// <summary>"y" = the last of <paramref name="nodes"/>, over "x" (N, inputs) and the named parameters.</summary>
    public static byte[] Of(int inputs, int outputs, IEnumerable<(string Operator, string[] Inputs, string Output)> nodes, IEnumerable<(string Name, int[] Shape, float[] Values)> parameters)
    {
        using var graph = new MemoryStream();
        foreach ((string op, string[] from, string to) in nodes)
        {
            using var node = new MemoryStream();
            foreach (string input in from) Text(node, 1, input);
            Text(node, 2, to);
            Text(node, 4, op);
            Message(graph, 1, node);
        }

        Text(graph, 2, "net");
        foreach ((string name, int[] shape, float[] values) in parameters)
        {
            using var tensor = new MemoryStream();
            foreach (int size in shape) Number(tensor, 1, size);
            Number(tensor, 2, Float);
            Text(tensor, 8, name);
            Bytes(tensor, 9, System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values));
            Message(graph, 5, tensor);
        }

        Message(graph, 11, Value("x", inputs));
        Message(graph, 12, Value("y", outputs));

        using var operators = new MemoryStream();
        Number(operators, 2, 13); // the version of the operator set
        using var model = new MemoryStream();
        Number(model, 1, 8); // the version of the format
        Message(model, 7, graph);
        Message(model, 8, operators);
        return model.ToArray();
    }

    /// <summary>A float matrix of any number of rows.</summary>
    private static MemoryStream Value(string name, int columns)
    {
        using MemoryStream shape = new(), rows = new(), width = new(), tensor = new(), type = new();
        Text(rows, 2, "N");
        Number(width, 1, columns);
        Message(shape, 1, rows);
        Message(shape, 1, width);
        Number(tensor, 1, Float);
        Message(tensor, 2, shape);
        Message(type, 1, tensor);
        var value = new MemoryStream();
        Text(value, 1, name);
        Message(value, 2, type);
        return value;
    }

    private static void Message(Stream to, int field, MemoryStream message) => Bytes(to, field, message.ToArray());

    private static void Text(Stream to, int field, string text) => Bytes(to, field, Encoding.UTF8.GetBytes(text));

    private static void Bytes(Stream to, int field, ReadOnlySpan<byte> bytes)
    {
        Varint(to, (ulong)field << 3 | 2);
        Varint(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void Number(Stream to, int field, long value)
    {
        Varint(to, (ulong)field << 3);
        Varint(to, (ulong)value);
    }

    private static void Varint(Stream to, ulong value)
    {
        for (; value > 127; value >>= 7) to.WriteByte((byte)(value | 128));
        to.WriteByte((byte)value);
    }
}
