using System.Globalization;

namespace NNGen.Graphs;

/// <summary>
/// Finds, for an operator of which the gradient of the result is known, the node that is the part of an operand's gradient.
/// It knows the operators that people seldom give a name to, sums and products, so that a picture can follow the gradient through them.
/// </summary>
/// <remarks>The rules themselves are the compiler's; here a rule only says which node to look for, and a node that is not there is not claimed.</remarks>
internal sealed class LocalGradients(ComputationGraph graph)
{
    private readonly ILookup<GraphNode, GraphNode> _users = graph.Nodes
        .Where(static node => node.IsBackward)
        .SelectMany(static node => node.Operands.Distinct().Select(operand => (operand, node)))
        .ToLookup(static pair => pair.operand, static pair => pair.node);

    /// <param name="node">The operation.</param>
    /// <param name="place">Which of its operands.</param>
    /// <param name="dy">The gradient of its result.</param>
    public GraphNode? Of(GraphNode node, int place, GraphNode dy)
    {
        GraphNode operand = node.Operands[place];
        GraphNode? other = node.Operands.Count == 2 ? node.Operands[1 - place] : null;
        GraphNode? found = node.Operator switch
        {
            "Add" or "BroadcastTo" => dy,
            "Subtract" => place == 0 ? dy : Find("Negate", dy),
            "Negate" => Find("Negate", dy),
            "Multiply" => Find("Multiply", dy, other!) ?? Find("Multiply", other!, dy),
            "Divide" when place == 0 => Find("Divide", dy, other!),
            "MatMul" => Product(node, place, dy, other!),
            "Transpose" => Find("Transpose", dy),
            "Reshape" => _users[dy].FirstOrDefault(user => user.Operator == "Reshape" && user.Shape == operand.Shape),
            "Sum" => Stretched(node, dy),
            "Dropout" when place == 0 => _users[dy].FirstOrDefault(user => user.Operator == "Dropout" && user.Attribute("site") == node.Attribute("site")),
            _ => null,
        };
        return found is null ? null : SummedTo(found, operand);
    }

    private GraphNode? Find(string @operator, params ReadOnlySpan<GraphNode> operands)
    {
        foreach (GraphNode node in _users[operands[0].IsNumber ? operands[^1] : operands[0]])
            if (node.Operator == @operator && operands.SequenceEqual([.. node.Operands])) return node;
        return null;
    }

    /// <summary>dA = dC·Bᵀ and dB = Aᵀ·dC, with the flags of the product.</summary>
    private GraphNode? Product(GraphNode node, int place, GraphNode dy, GraphNode other)
    {
        bool ta = node.Flag("transposeA"), tb = node.Flag("transposeB");
        (GraphNode first, GraphNode second, bool a, bool b) = place == 0
            ? ta ? (other, dy, tb, true) : (dy, other, false, !tb)
            : tb ? (dy, other, true, ta) : (other, dy, !ta, false);
        return _users[dy].FirstOrDefault(user => user.Operator == "MatMul"
            && user.Operands[0] == first && user.Operands[1] == second
            && user.Flag("transposeA") == a && user.Flag("transposeB") == b);
    }

    /// <summary>The gradient of a sum, handed to all its terms: the axes that it lost come back as ones and are stretched.</summary>
    private GraphNode? Stretched(GraphNode sum, GraphNode dy)
    {
        GraphNode operand = sum.Operands[0];
        int axis = sum.Number("axis"), count = sum.Number("count");
        IEnumerable<string> kept = operand.Dims.Select((dim, i) => i >= axis && i < axis + count ? "1" : dim);
        return _users[dy].Where(static user => user.Operator == "Reshape").Append(dy)
            .Where(start => start.Dims.SequenceEqual(kept) || start.Dims.Count == 0)
            .SelectMany(start => _users[start])
            .FirstOrDefault(user => user.Operator == "BroadcastTo" && user.Shape == operand.Shape);
    }

    /// <summary>The sum over whatever an operand was stretched along, taken from the left as the compiler does.</summary>
    private GraphNode? SummedTo(GraphNode node, GraphNode operand)
    {
        while (node.Shape != operand.Shape)
        {
            bool drops = node.Dims.Count > operand.Dims.Count;
            int axis = drops ? 0 : Enumerable.Range(0, node.Dims.Count).FirstOrDefault(i => operand.Dims[i] == "1" && node.Dims[i] != "1", -1);
            string place = axis.ToString(CultureInfo.InvariantCulture);
            GraphNode? sum = _users[node].FirstOrDefault(user => user.Operator == "Sum"
                && user.Attribute("axis") == place && user.Attribute("count") == "1" && user.Flag("keepDims") == !drops);
            if (sum is null) return null;
            node = sum;
        }

        return node;
    }
}
