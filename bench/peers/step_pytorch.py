"""One training step of each network in PyTorch. The formulas are those of the families in packages/model, and of bench/src/step/networks.ts."""

import sys

import torch
import torch.nn.functional as F

from contender import serve

COMMITMENT = 0.25

# (whether Adam is fused, whether TorchInductor compiles the forward and backward pass)
VARIANTS = {"eager": (False, False), "fused-adam": (True, False), "compiled": (True, True)}
fused, compiled = VARIANTS[sys.argv[1]]


def dense(task, parameters):
    weights, biases, decoder_biases = task.layers(parameters)

    def cost_of(x, seen):
        y = seen
        for w, b in zip(weights, biases):
            y = torch.tanh(torch.addmm(b, y, w))
        for w, b in zip(reversed(weights), decoder_biases):
            y = torch.tanh(torch.addmm(b, y, w.t()))
        return torch.sum((y - x) ** 2)

    return cost_of, parameters


def convolutional(task, parameters):
    """Channels last. TensorFlow's SAME padding of these sizes adds a row and a column at the end."""
    p = task.named(parameters)
    for name in ("encoder/0", "encoder/1", "decoder/1", "decoder/2"):
        # [height, width, in, out] → [out, in, height, width]; transposed: [height, width, out, in] → [in, out, height, width]
        values = p[f"{name}/weights"].detach().permute(3, 2, 0, 1)
        p[f"{name}/weights"] = torch.nn.Parameter(values.contiguous(memory_format=torch.channels_last))

    def cost_of(x, _):
        h = x.reshape(-1, *task.network["sample"]).permute(0, 3, 1, 2)
        for name in ("encoder/0", "encoder/1"):
            h = torch.relu(F.conv2d(F.pad(h, (0, 1, 0, 1)), p[f"{name}/weights"], p[f"{name}/biases"], stride=2))
        rows, channels, side, _ = h.shape
        w = p["encoder/2/weights"]
        flat = h.permute(0, 2, 3, 1).reshape(-1, w.shape[0])
        z = torch.addmm(p["encoder/2/biases"], flat, w)
        z, loss = quantize(z, p["code/codebook"]) if task.kind == "quantized" else (z, 0)
        h = torch.relu(torch.addmm(p["decoder/0/biases"], z, p["decoder/0/weights"]))
        h = h.reshape(rows, side, side, channels).permute(0, 3, 1, 2)
        for name in ("decoder/1", "decoder/2"):
            side *= 2
            h = F.conv_transpose2d(h, p[f"{name}/weights"], p[f"{name}/biases"], stride=2)[:, :, :side, :side]
            h = torch.relu(h) if name == "decoder/1" else h
        return torch.sum((h.permute(0, 2, 3, 1).reshape(x.shape) - x) ** 2) + loss

    return cost_of, list(p.values())


def quantize(z, codebook):
    """The nearest codes with a straight-through gradient, and the codebook's and the commitment's terms (van den Oord et al. 2017)."""
    distances = torch.sum(codebook**2, 1) - 2 * z @ codebook.t()
    nearest = codebook[torch.argmin(distances, 1)]
    loss = torch.sum((z.detach() - nearest) ** 2) + COMMITMENT * torch.sum((z - nearest.detach()) ** 2)
    return z + (nearest - z).detach(), loss


def variational(task, parameters):
    p = task.named(parameters)

    def affine(h, name):
        return torch.addmm(p[f"{name}/biases"], h, p[f"{name}/weights"])

    def cost_of(x, _):
        h = torch.relu(affine(x, "encoder/0"))
        mean, log_variance = affine(h, "encoder/1"), affine(h, "encoder/1/logVariance")
        z = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        logits = affine(torch.relu(affine(z, "decoder/0")), "decoder/1")
        loss = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        return loss + torch.sum(mean**2 + torch.exp(log_variance) - 1 - log_variance) / 2

    return cost_of, parameters


def lstm(task, parameters):
    """Both layers as torch.nn.LSTM, which runs oneDNN's kernels where it can."""
    p = task.named(parameters)
    units = task.network["units"]

    def layer(name, inputs):
        module = torch.nn.LSTM(inputs, units)
        w = p[f"{name}/W"].detach()
        module.weight_ih_l0 = torch.nn.Parameter(w[:inputs].t().contiguous())
        module.weight_hh_l0 = torch.nn.Parameter(w[inputs:].t().contiguous())
        module.bias_ih_l0 = torch.nn.Parameter(p[f"{name}/b"].detach().clone())
        module.bias_hh_l0 = torch.nn.Parameter(torch.zeros(4 * units), requires_grad=False)
        return module

    encoder, decoder = layer("encoder", 28), layer("decoder", units)
    trained = [one for module in (encoder, decoder) for one in module.parameters() if one.requires_grad]

    def cost_of(x, _):
        xs = x.reshape(-1, 28, 28).transpose(0, 1)
        _, (code, _) = encoder(xs)
        hidden, _ = decoder(code.expand(28, -1, -1))
        y = torch.tanh(hidden @ p["output/W"] + p["output/b"])
        return torch.sum((y - xs) ** 2)

    return cost_of, [*trained, p["output/W"], p["output/b"]]


def critic(task, parameters):
    p = task.named(parameters)

    def score(given):
        return torch.addmm(p["score/b"], torch.tanh(torch.addmm(p["hidden/b"], given, p["hidden/W"])), p["score/W"])

    def cost_of(x, _):
        half = x.shape[0] // 2
        real, made = x[:half], x[half:]
        between = ((real + made) * 0.5).requires_grad_()
        (slopes,) = torch.autograd.grad(score(between).sum(), between, create_graph=True)
        norms = torch.sqrt(torch.sum(slopes**2, 1) + 1e-12)
        return score(made).mean() - score(real).mean() + 10 * ((norms - 1) ** 2).mean()

    return cost_of, parameters


NETWORKS = {"dense": dense, "convolutional": convolutional, "quantized": convolutional, "variational": variational, "lstm": lstm, "critic": critic}


def prepare(task):
    samples, mean = torch.from_numpy(task.samples), torch.from_numpy(task.mean)
    given = [torch.nn.Parameter(torch.from_numpy(values.copy())) for values in task.parameters]
    cost_of_batch, parameters = NETWORKS[task.kind](task, given)
    optimizer = torch.optim.Adam(parameters, lr=task.learning_rate, eps=1e-8, fused=fused or None)
    order = torch.from_numpy(task.order)
    torch.manual_seed(0)

    def cost_of(rows):
        x = samples[rows].float() / 255.0 - mean
        return cost_of_batch(x, x + task.noise * torch.randn_like(x) if task.noise > 0 else x)

    forward = torch.compile(cost_of) if compiled else cost_of

    def run(count):
        costs = torch.empty(count)
        for index, at in enumerate(task.next_steps(count)):
            optimizer.zero_grad(set_to_none=True)
            cost = forward(order[at])
            cost.backward()
            optimizer.step()
            costs[index] = cost.detach()
        return costs.numpy()

    return run


serve(f"PyTorch {torch.__version__.split('+')[0]}", prepare)
