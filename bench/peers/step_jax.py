"""One training step of each network in JAX. The formulas are those of the families in packages/model, and of bench/src/step/networks.ts."""

import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from contender import serve

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
COMMITMENT = 0.25
scan = {"jit": False, "scan": True}[sys.argv[1]]


def dense(task):
    def cost_of(parameters, x, seen):
        weights, biases, decoder_biases = task.layers(parameters)
        y = seen
        for w, b in zip(weights, biases):
            y = jnp.tanh(y @ w + b)
        for w, b in zip(reversed(weights), decoder_biases):
            y = jnp.tanh(y @ w.T + b)
        return jnp.sum((y - x) ** 2)

    return cost_of


def convolutional(task):
    dimensions = ("NHWC", "HWIO", "NHWC")

    def cost_of(parameters, x, _):
        p = task.named(parameters)
        layer = lambda name: (p[f"{name}/weights"], p[f"{name}/biases"])
        h = x.reshape(-1, *task.network["sample"])
        for name in ("encoder/0", "encoder/1"):
            w, b = layer(name)
            h = jax.nn.relu(lax.conv_general_dilated(h, w, (2, 2), "SAME", dimension_numbers=dimensions) + b)
        shape = h.shape
        w, b = layer("encoder/2")
        z = h.reshape(-1, w.shape[0]) @ w + b
        z, loss = quantize(z, p["code/codebook"]) if task.kind == "quantized" else (z, 0)
        w, b = layer("decoder/0")
        h = jax.nn.relu(z @ w + b).reshape(shape)
        for name in ("decoder/1", "decoder/2"):
            w, b = layer(name)
            h = lax.conv_transpose(h, w, (2, 2), "SAME", dimension_numbers=dimensions, transpose_kernel=True) + b
            h = jax.nn.relu(h) if name == "decoder/1" else h
        return jnp.sum((h.reshape(x.shape) - x) ** 2) + loss

    return cost_of


def quantize(z, codebook):
    """The nearest codes with a straight-through gradient, and the codebook's and the commitment's terms (van den Oord et al. 2017)."""
    distances = jnp.sum(codebook**2, 1) - 2 * z @ codebook.T
    nearest = codebook[jnp.argmin(distances, 1)]
    loss = jnp.sum((lax.stop_gradient(z) - nearest) ** 2) + COMMITMENT * jnp.sum((z - lax.stop_gradient(nearest)) ** 2)
    return z + lax.stop_gradient(nearest - z), loss


def variational(task):
    def cost_of(parameters, x, _, key):
        p = task.named(parameters)
        affine = lambda h, name: h @ p[f"{name}/weights"] + p[f"{name}/biases"]
        h = jax.nn.relu(affine(x, "encoder/0"))
        mean, log_variance = affine(h, "encoder/1"), affine(h, "encoder/1/logVariance")
        z = mean + jnp.exp(log_variance / 2) * jax.random.normal(key, mean.shape)
        logits = affine(jax.nn.relu(affine(z, "decoder/0")), "decoder/1")
        loss = jnp.sum(jnp.maximum(logits, 0) - logits * x + jnp.log1p(jnp.exp(-jnp.abs(logits))))
        return loss + jnp.sum(mean**2 + jnp.exp(log_variance) - 1 - log_variance) / 2

    return cost_of


def lstm(task):
    units = task.network["units"]

    def run(p, layer, xs):
        def cell(state, x):
            c, h = state
            i, f, g, o = jnp.split(jnp.concatenate([x, h], 1) @ p[f"{layer}/W"] + p[f"{layer}/b"], 4, 1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (c, h), h

        zeros = jnp.zeros((xs.shape[1], units))
        return lax.scan(cell, (zeros, zeros), xs)

    def cost_of(parameters, x, _):
        p = task.named(parameters)
        xs = x.reshape(-1, 28, 28).transpose(1, 0, 2)
        (_, code), _ = run(p, "encoder", xs)
        _, hidden = run(p, "decoder", jnp.broadcast_to(code, (28, *code.shape)))
        y = jnp.tanh(hidden @ p["output/W"] + p["output/b"])
        return jnp.sum((y - xs) ** 2)

    return cost_of


def critic(task):
    def cost_of(parameters, x, _):
        p = task.named(parameters)
        score = lambda given: jnp.tanh(given @ p["hidden/W"] + p["hidden/b"]) @ p["score/W"] + p["score/b"]
        half = x.shape[0] // 2
        real, made = x[:half], x[half:]
        slopes = jax.grad(lambda given: jnp.sum(score(given)))((real + made) * 0.5)
        norms = jnp.sqrt(jnp.sum(slopes**2, 1) + 1e-12)
        return jnp.mean(score(made)) - jnp.mean(score(real)) + 10 * jnp.mean((norms - 1) ** 2)

    return cost_of


NETWORKS = {"dense": dense, "convolutional": convolutional, "quantized": convolutional, "variational": variational, "lstm": lstm, "critic": critic}


def prepare(task):
    samples, mean = jnp.asarray(task.samples), jnp.asarray(task.mean)
    parameters = [jnp.asarray(values) for values in task.parameters]
    zeros = [jnp.zeros_like(values) for values in parameters]
    state = (parameters, zeros, [jnp.copy(values) for values in zeros], jnp.float32(BETA1), jnp.float32(BETA2), jax.random.key(0))
    cost_of = NETWORKS[task.kind](task)
    draws = task.noise > 0 or task.kind == "variational"

    def step(samples, state, rows):
        parameters, m, v, power1, power2, key = state
        x = samples[rows].astype(jnp.float32) / 255.0 - mean
        seen = x
        own = None
        if draws:
            key, own = jax.random.split(key)
        if task.noise > 0:
            seen = x + task.noise * jax.random.normal(own, x.shape)
        drawn = (own,) if task.kind == "variational" else ()
        cost, gradients = jax.value_and_grad(cost_of)(parameters, x, seen, *drawn)
        m = [old + (g - old) * (1 - BETA1) for old, g in zip(m, gradients)]
        v = [old + (g * g - old) * (1 - BETA2) for old, g in zip(v, gradients)]
        rate = task.learning_rate * jnp.sqrt(1 - power2) / (1 - power1)
        parameters = [w - rate * m_ / (jnp.sqrt(v_) + EPSILON) for w, m_, v_ in zip(parameters, m, v)]
        return (parameters, m, v, power1 * BETA1, power2 * BETA2, key), cost

    if scan:
        steps = jax.jit(lambda samples, state, rows: lax.scan(lambda s, r: step(samples, s, r), state, rows), donate_argnums=1)

        def run(count):
            nonlocal state
            state, costs = steps(samples, state, jnp.asarray(task.order[task.next_steps(count)]))
            return np.asarray(costs)

        return run

    compiled = jax.jit(step, donate_argnums=1)
    batches = list(jnp.asarray(task.order))

    def run(count):
        nonlocal state
        costs = []
        for at in task.next_steps(count):
            state, cost = compiled(samples, state, batches[at])
            costs.append(cost)
        return np.array(jax.device_get(costs))

    return run


serve(f"JAX {jax.__version__}", prepare)
