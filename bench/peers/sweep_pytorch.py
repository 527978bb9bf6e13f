"""A sweep as a PyTorch user would write it: runs in sequence, with everything logged to MLflow. Prints the test cost of each run as JSON.

Logs what Hourglass records: parameters, the cost of every step (a thousand per call, the limit of MLflow), train,
validation and test cost and the probes' reconstructions after every epoch, a checkpoint after every epoch, the cost of every test sample.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
results = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import mlflow
import numpy as np
import torch
from mlflow.entities import Metric

parser = argparse.ArgumentParser()
parser.add_argument("runs", type=Path)
parser.add_argument("data", type=Path)
parser.add_argument("--fused", action="store_true")
parser.add_argument("--threads", type=int)
arguments = parser.parse_args()
if arguments.threads is not None:
    torch.set_num_threads(arguments.threads)

MOST_METRICS = 1000
mean = torch.from_numpy(np.fromfile(arguments.data / "mean.f32", np.float32))
probes = np.fromfile(arguments.data / "probes.i32", np.int32)


def read(part):
    return torch.from_numpy(np.fromfile(arguments.data / f"{part}.u8", np.uint8)).reshape(-1, len(mean))


train, validation, test = read("train"), read("validation"), read("test")


class TiedAutoencoder(torch.nn.Module):
    def __init__(self, dimensions):
        super().__init__()
        pairs = list(zip(dimensions, dimensions[1:]))
        bounds = [inputs**-0.5 for inputs, _ in pairs]
        self.weights = torch.nn.ParameterList((2 * torch.rand(pair) - 1) * bound for pair, bound in zip(pairs, bounds))
        self.biases = torch.nn.ParameterList(torch.zeros(outputs) for _, outputs in pairs)
        self.decoder_biases = torch.nn.ParameterList(torch.zeros(inputs) for inputs, _ in reversed(pairs))

    def forward(self, x):
        for w, b in zip(self.weights, self.biases):
            x = torch.tanh(torch.addmm(b, x, w))
        for w, b in zip(reversed(self.weights), self.decoder_biases):
            x = torch.tanh(torch.addmm(b, x, w.t()))
        return x


def normalise(samples):
    return samples.float() / 255.0 - mean


@torch.no_grad()
def costs_of(model, samples):
    batches = [normalise(part) for part in samples.split(1000)]
    return torch.cat([((model(x) - x) ** 2).sum(1) for x in batches])


def log_probes(model, epoch):
    with torch.no_grad():
        y = model(normalise(test[probes])) + mean
    mlflow.log_image(y.clamp(0, 1).reshape(10, 10, 28, 28).permute(0, 2, 1, 3).reshape(280, 280, 1).numpy(), f"reconstructions/{epoch}.png")


def log_checkpoint(model, optimizer, epoch, folder):
    path = Path(folder) / f"checkpoint-{epoch}.pt"
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()}, path)
    mlflow.log_artifact(str(path), "checkpoints")


def train_run(run, folder):
    torch.manual_seed(run["seed"])
    model = TiedAutoencoder(run["dimensions"])
    optimizer = torch.optim.Adam(model.parameters(), lr=run["learningRate"], fused=arguments.fused or None)
    client = mlflow.MlflowClient()
    batch_size = run["batchSize"]
    step = 0
    with mlflow.start_run() as active:
        mlflow.log_params({name: str(value) for name, value in run.items()})
        for epoch in range(1, run["epochs"] + 1):
            order = torch.randperm(len(train))
            metrics, total = [], 0.0
            for rows in order[: len(train) // batch_size * batch_size].split(batch_size):
                x = normalise(train[rows])
                optimizer.zero_grad()
                cost = ((model(x) - x) ** 2).sum()
                cost.backward()
                optimizer.step()
                step += 1
                per_sample = cost.item() / batch_size
                total += per_sample
                metrics.append(Metric("cost", per_sample, int(time.time() * 1000), step))
                if len(metrics) == MOST_METRICS:
                    client.log_batch(active.info.run_id, metrics)
                    metrics = []
            if metrics:
                client.log_batch(active.info.run_id, metrics)
            test_costs = costs_of(model, test)
            validation_cost = costs_of(model, validation).mean().item()
            train_cost = total / (len(train) // batch_size)
            mlflow.log_metrics({"train": train_cost, "validation": validation_cost, "test": test_costs.mean().item()}, step)
            log_probes(model, epoch)
            log_checkpoint(model, optimizer, epoch, folder)
        path = Path(folder) / "test-costs.npy"
        np.save(path, test_costs.numpy())
        mlflow.log_artifact(str(path))
    return test_costs.mean().item()


mlflow.set_tracking_uri(f"sqlite:///{Path('mlflow.db').resolve()}")
mlflow.set_experiment("sweep")
with tempfile.TemporaryDirectory() as temporary:
    results.write(json.dumps([train_run(run, temporary) for run in json.loads(arguments.runs.read_text())]))
results.flush()
