"""The seed step in PyTorch."""

import sys

import torch

from contender import serve

# (whether Adam is fused, whether TorchInductor compiles the forward and backward pass)
VARIANTS = {"eager": (False, False), "fused-adam": (True, False), "compiled": (True, True)}
fused, compiled = VARIANTS[sys.argv[1]]


def prepare(task):
    samples, mean = torch.from_numpy(task.samples), torch.from_numpy(task.mean)
    parameters = [torch.nn.Parameter(torch.from_numpy(values.copy())) for values in task.parameters]
    weights, biases, decoder_biases = task.split(parameters)
    optimizer = torch.optim.Adam(parameters, lr=task.learning_rate, eps=1e-8, fused=fused or None)
    order = torch.from_numpy(task.order)

    def cost_of(rows):
        x = samples[rows].float() / 255.0 - mean
        y = x
        for w, b in zip(weights, biases):
            y = torch.tanh(torch.addmm(b, y, w))
        for w, b in zip(reversed(weights), decoder_biases):
            y = torch.tanh(torch.addmm(b, y, w.t()))
        return torch.sum((y - x) ** 2)

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
