using System.Numerics.Tensors;
using NNGen;
using NNGen.Bench;
using NNGen.Bench.StartUp;

Workers.Count = 1;
var net = new ShallowNet(Step.I, Step.H, Step.O, seed: 1);
net.Hidden.W.Load(Step.HiddenW);
net.Hidden.B.Load(Step.HiddenB);
net.Output.W.Load(Step.OutputW);
net.Output.B.Load(Step.OutputB);
var x = Tensor.Create(Step.Images, [Step.Batch, Step.I]);
var t = Tensor.Create(Enumerable.Range(0, Step.Batch).Select(Step.Label).ToArray(), [Step.Batch]);

float loss = net.Forward(x, t);
net.Backward();
new Sgd(Step.LearningRate).Update(net);

float[] bias = new float[Step.O];
net.Output.B.Value.CopyTo(new TensorSpan<float>(bias));
Step.Report(loss, bias);
