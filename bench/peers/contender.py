"""Shared by all peers of the comparison of steps: the task written by the parent process, and the protocol on stdin and stdout.

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
        self.network = facts["network"]
        self.kind = self.network["kind"]
        self.noise = self.network.get("noise", 0)
        self.learning_rate = facts["learningRate"]
        self.warm_up = facts["warmUp"]
        self.mean = np.fromfile(folder / "mean.f32", np.float32)
        self.samples = np.fromfile(folder / "samples.u8", np.uint8).reshape(-1, len(self.mean))
        # [steps per epoch, batch]
        self.order = np.fromfile(folder / "order.i32", np.int32).reshape(-1, facts["batchSize"])
        self.names = [name for name, _ in facts["parameters"]]
        self.parameters = list(self._split(np.fromfile(folder / "parameters.f32", np.float32), facts["parameters"]))
        self._position = 0

    @staticmethod
    def _split(values, described):
        start = 0
        for _, shape in described:
            size = int(np.prod(shape))
            yield values[start : start + size].reshape(shape)
            start += size

    def next_steps(self, count):
        """Positions in `order` of the next `count` steps; wraps around at the end of the epoch."""
        positions = (self._position + np.arange(count)) % len(self.order)
        self._position += count
        return positions

    def named(self, parameters):
        """Parameters by name."""
        return dict(zip(self.names, parameters))

    def layers(self, parameters):
        """Of a dense autoencoder: encoder weights, encoder biases, decoder biases from the code outwards."""
        p = self.named(parameters)
        count = len(self.network["dimensions"]) - 1
        encoder = [(p[f"encoder/{layer}/weights"], p[f"encoder/{layer}/biases"]) for layer in range(count)]
        return [w for w, _ in encoder], [b for _, b in encoder], [p[f"decoder/{layer}/biases"] for layer in range(count)]


def serve(library, prepare):
    """Answers the requests of the parent. `prepare(task)` returns `run(count)`, which runs `count` steps and returns the cost of each as a NumPy array."""
    replies = os.fdopen(os.dup(1), "w")
    # Libraries print to stdout; redirect that to stderr, so that it is not read as a reply.
    os.dup2(2, 1)
    run = None
    for line in sys.stdin:
        request = json.loads(line)
        if "prepare" in request:
            try:
                task = Task(Path(request["prepare"]))
                run = prepare(task)
                reply = {"library": library, "cost": float(run(task.warm_up)[-1])}
            except Exception as error:  # A library may not support a network. The others are measured all the same.
                reply = {"failed": f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else 'no message'}"[:300]}
        else:
            started = time.perf_counter()
            run(request["steps"])
            reply = {"steps": request["steps"], "seconds": time.perf_counter() - started}
        replies.write(json.dumps(reply) + "\n")
        replies.flush()
