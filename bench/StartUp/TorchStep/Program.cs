using NNGen.Bench.StartUp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

set_num_threads(1);
Parameter hiddenW = Of(Step.HiddenW, Step.I, Step.H), hiddenB = Of(Step.HiddenB, Step.H), outputW = Of(Step.OutputW, Step.H, Step.O), outputB = Of(Step.OutputB, Step.O);
Tensor x = tensor(Step.Images, [Step.Batch, Step.I]);
Tensor t = tensor(Enumerable.Range(0, Step.Batch).Select(i => (long)Step.Label(i)).ToArray(), [Step.Batch]);
var sgd = optim.SGD([hiddenW, hiddenB, outputW, outputB], Step.LearningRate);

Tensor hidden = addmm(hiddenB, x, hiddenW, 1, 1).relu();
Tensor loss = cross_entropy(addmm(outputB, hidden, outputW, 1, 1), t);
loss.backward();
sgd.step();

Step.Report(loss.item<float>(), outputB.data<float>().ToArray());

static Parameter Of(float[] values, params long[] shape) => new(tensor(values, shape));
