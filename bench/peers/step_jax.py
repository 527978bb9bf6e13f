"""The seed step in JAX."""

import sys

import jax
import jax.numpy as jnp
import numpy as np

from contender import serve

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
scan = {"jit": False, "scan": True}[sys.argv[1]]


def prepare(task):
    samples, mean = jnp.asarray(task.samples), jnp.asarray(task.mean)
    parameters = [jnp.asarray(values) for values in task.parameters]
    zeros = [jnp.zeros_like(values) for values in parameters]
    state = (parameters, zeros, [jnp.copy(values) for values in zeros], jnp.float32(BETA1), jnp.float32(BETA2))

    def cost_of(parameters, x):
        weights, biases, decoder_biases = task.split(parameters)
        y = x
        for w, b in zip(weights, biases):
            y = jnp.tanh(y @ w + b)
        for w, b in zip(reversed(weights), decoder_biases):
            y = jnp.tanh(y @ w.T + b)
        return jnp.sum((y - x) ** 2)

    def step(samples, state, rows):
        parameters, m, v, power1, power2 = state
        x = samples[rows].astype(jnp.float32) / 255.0 - mean
        cost, gradients = jax.value_and_grad(cost_of)(parameters, x)
        m = [old + (g - old) * (1 - BETA1) for old, g in zip(m, gradients)]
        v = [old + (g * g - old) * (1 - BETA2) for old, g in zip(v, gradients)]
        rate = task.learning_rate * jnp.sqrt(1 - power2) / (1 - power1)
        parameters = [w - rate * m_ / (jnp.sqrt(v_) + EPSILON) for w, m_, v_ in zip(parameters, m, v)]
        return (parameters, m, v, power1 * BETA1, power2 * BETA2), cost

    if scan:
        steps = jax.jit(lambda samples, state, rows: jax.lax.scan(lambda s, r: step(samples, s, r), state, rows), donate_argnums=1)

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
