"""Shared by all peers of the seed-step comparison: the task written by the parent process, and the protocol on stdin and stdout.

The parent sends one JSON object per line: {"prepare": folder} rebuilds the model and warms it up, {"steps": n} times n steps.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np


class Task:
    """A network with its initial parameters, the samples, and the rows of each batch. Identical for every contender."""

    def __init__(self, folder):
        facts = json.loads((folder / "task.json").read_text())
        self.dimensions = facts["dimensions"]
        self.layers = len(self.dimensions) - 1
        self.learning_rate = facts["learningRate"]
        self.warm_up = facts["warmUp"]
        self.samples = np.fromfile(folder / "samples.u8", np.uint8).reshape(-1, self.dimensions[0])
        self.mean = np.fromfile(folder / "mean.f32", np.float32)
        # [steps per epoch, batch]
        self.order = np.fromfile(folder / "order.i32", np.int32).reshape(-1, facts["batchSize"])
        self.parameters = list(self._split(np.fromfile(folder / "parameters.f32", np.float32)))
        self._position = 0

    def _split(self, values):
        """Weights and biases of each encoder layer, then the biases of the decoder's layers from the code outwards."""
        pairs = list(zip(self.dimensions, self.dimensions[1:]))
        shapes = [shape for pair in pairs for shape in (pair, pair[1:])] + [pair[:1] for pair in reversed(pairs)]
        start = 0
        for shape in shapes:
            yield values[start : start + np.prod(shape)].reshape(shape)
            start += np.prod(shape)

    def next_steps(self, count):
        """Positions in `order` of the next `count` steps; wraps around at the end of the epoch."""
        positions = (self._position + np.arange(count)) % len(self.order)
        self._position += count
        return positions

    def split(self, parameters):
        """Encoder weights, encoder biases, decoder biases."""
        return parameters[0 : 2 * self.layers : 2], parameters[1 : 2 * self.layers : 2], parameters[2 * self.layers :]


def serve(library, prepare):
    """Answers the requests of the parent. `prepare(task)` returns `run(count)`, which runs `count` steps and returns the cost of each as a NumPy array."""
    replies = os.fdopen(os.dup(1), "w")
    # Libraries print to stdout; redirect that to stderr, so that it is not read as a reply.
    os.dup2(2, 1)
    run = None
    for line in sys.stdin:
        request = json.loads(line)
        if "prepare" in request:
            task = Task(Path(request["prepare"]))
            run = prepare(task)
            reply = {"library": library, "cost": float(run(task.warm_up)[-1])}
        else:
            started = time.perf_counter()
            run(request["steps"])
            reply = {"steps": request["steps"], "seconds": time.perf_counter() - started}
        replies.write(json.dumps(reply) + "\n")
        replies.flush()
