"""One training step of each network in TensorFlow's Python API. The formulas are those of the families in packages/model, and of bench/src/step/networks.ts."""

import sys

import numpy as np
import tensorflow as tf

from contender import serve

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
COMMITMENT = 0.25


def keras_adam(variables, learning_rate):
    optimizer = tf.keras.optimizers.Adam(learning_rate, beta_1=BETA1, beta_2=BETA2, epsilon=EPSILON)
    optimizer.build(variables)
    return lambda gradients: optimizer.apply(gradients, variables)


def fused_adam(variables, learning_rate):
    m = [tf.Variable(tf.zeros_like(variable)) for variable in variables]
    v = [tf.Variable(tf.zeros_like(variable)) for variable in variables]
    power1, power2 = tf.Variable(BETA1), tf.Variable(BETA2)

    def update(gradients):
        now1, now2 = power1.read_value(), power2.read_value()
        for variable, m_, v_, gradient in zip(variables, m, v, gradients):
            tf.raw_ops.ResourceApplyAdam(
                var=variable.handle, m=m_.handle, v=v_.handle, beta1_power=now1, beta2_power=now2,
                lr=learning_rate, beta1=BETA1, beta2=BETA2, epsilon=EPSILON, grad=gradient,
            )
        power1.assign(now1 * BETA1)
        power2.assign(now2 * BETA2)

    return update


# (optimizer, whether XLA compiles the step, whether one call runs all steps)
VARIANTS = {
    "keras-adam": (keras_adam, False, False),
    "fused-adam": (fused_adam, False, False),
    "fused-adam-loop": (fused_adam, False, True),
    "fused-adam-loop-xla": (fused_adam, True, True),
}
optimizer, xla, loop = VARIANTS[sys.argv[1]]


def dense(task, variables):
    weights, biases, decoder_biases = task.layers(variables)

    def cost_of(x, seen):
        y = seen
        for w, b in zip(weights, biases):
            y = tf.tanh(tf.matmul(y, w) + b)
        for w, b in zip(reversed(weights), decoder_biases):
            y = tf.tanh(tf.matmul(y, w, transpose_b=True) + b)
        return tf.reduce_sum(tf.square(y - x))

    return cost_of


def convolutional(task, variables):
    p = task.named(variables)

    def cost_of(x, _):
        h = tf.reshape(x, [-1, *task.network["sample"]])
        for name in ("encoder/0", "encoder/1"):
            h = tf.nn.relu(tf.nn.conv2d(h, p[f"{name}/weights"], 2, "SAME") + p[f"{name}/biases"])
        rows, side, _, channels = h.shape
        w = p["encoder/2/weights"]
        z = tf.matmul(tf.reshape(h, [-1, w.shape[0]]), w) + p["encoder/2/biases"]
        z, loss = quantize(z, p["code/codebook"]) if task.kind == "quantized" else (z, 0.0)
        h = tf.reshape(tf.nn.relu(tf.matmul(z, p["decoder/0/weights"]) + p["decoder/0/biases"]), [rows, side, side, channels])
        for name in ("decoder/1", "decoder/2"):
            side *= 2
            w = p[f"{name}/weights"]
            h = tf.nn.conv2d_transpose(h, w, [rows, side, side, w.shape[2]], 2, "SAME") + p[f"{name}/biases"]
            h = tf.nn.relu(h) if name == "decoder/1" else h
        return tf.reduce_sum(tf.square(tf.reshape(h, x.shape) - x)) + loss

    return cost_of


def quantize(z, codebook):
    """The nearest codes with a straight-through gradient, and the codebook's and the commitment's terms (van den Oord et al. 2017)."""
    distances = tf.reduce_sum(tf.square(codebook), 1) - 2 * tf.matmul(z, codebook, transpose_b=True)
    nearest = tf.gather(codebook, tf.argmin(distances, 1))
    loss = tf.reduce_sum(tf.square(tf.stop_gradient(z) - nearest)) + COMMITMENT * tf.reduce_sum(tf.square(z - tf.stop_gradient(nearest)))
    return z + tf.stop_gradient(nearest - z), loss


def variational(task, variables):
    p = task.named(variables)

    def affine(h, name):
        return tf.matmul(h, p[f"{name}/weights"]) + p[f"{name}/biases"]

    def cost_of(x, seed):
        h = tf.nn.relu(affine(x, "encoder/0"))
        mean, log_variance = affine(h, "encoder/1"), affine(h, "encoder/1/logVariance")
        z = mean + tf.exp(log_variance / 2) * tf.random.stateless_normal(mean.shape, seed)
        logits = affine(tf.nn.relu(affine(z, "decoder/0")), "decoder/1")
        loss = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=logits))
        return loss + tf.reduce_sum(tf.square(mean) + tf.exp(log_variance) - 1 - log_variance) / 2

    return cost_of


def lstm(task, variables):
    """Unrolled, which is fastest as a graph; a loop for XLA, which takes more than a minute to compile the unrolled one."""
    p = task.named(variables)
    units = task.network["units"]

    def run(layer, xs):
        def cell(state, x):
            c, h = state
            i, f, g, o = tf.split(tf.matmul(tf.concat([x, h], 1), p[f"{layer}/W"]) + p[f"{layer}/b"], 4, 1)
            c = tf.sigmoid(f) * c + tf.sigmoid(i) * tf.tanh(g)
            return c, tf.sigmoid(o) * tf.tanh(c)

        zeros = tf.zeros([xs.shape[1], units])
        if xla:
            return tf.scan(cell, xs, (zeros, zeros))[1]
        state, outputs = (zeros, zeros), []
        for x in tf.unstack(xs):
            state = cell(state, x)
            outputs.append(state[1])
        return tf.stack(outputs)

    def cost_of(x, _):
        xs = tf.transpose(tf.reshape(x, [-1, 28, 28]), [1, 0, 2])
        code = run("encoder", xs)[-1]
        hidden = tf.reshape(run("decoder", tf.repeat(code[None], 28, 0)), [-1, units])
        y = tf.tanh(tf.matmul(hidden, p["output/W"]) + p["output/b"])
        return tf.reduce_sum(tf.square(y - tf.reshape(xs, y.shape)))

    return cost_of


def critic(task, variables):
    p = task.named(variables)

    def score(given):
        return tf.matmul(tf.tanh(tf.matmul(given, p["hidden/W"]) + p["hidden/b"]), p["score/W"]) + p["score/b"]

    def cost_of(x, _):
        half = x.shape[0] // 2
        real, made = x[:half], x[half:]
        between = (real + made) * 0.5
        with tf.GradientTape() as tape:
            tape.watch(between)
            total = tf.reduce_sum(score(between))
        norms = tf.sqrt(tf.reduce_sum(tf.square(tape.gradient(total, between)), 1) + 1e-12)
        return tf.reduce_mean(score(made)) - tf.reduce_mean(score(real)) + 10 * tf.reduce_mean(tf.square(norms - 1))

    return cost_of


NETWORKS = {"dense": dense, "convolutional": convolutional, "quantized": convolutional, "variational": variational, "lstm": lstm, "critic": critic}


def prepare(task):
    samples, mean = tf.constant(task.samples), tf.constant(task.mean)
    variables = [tf.Variable(values) for values in task.parameters]
    update = optimizer(variables, task.learning_rate)
    cost_of = NETWORKS[task.kind](task, variables)
    batch = task.order.shape[1]

    def step(rows):
        x = tf.cast(tf.gather(samples, tf.ensure_shape(rows, [batch])), tf.float32) / 255.0 - mean
        # XLA compiles stateless generators only, as in its own programs.
        seed = tf.stack([rows[0], rows[1]])
        seen = x + task.noise * tf.random.stateless_normal(x.shape, seed) if task.noise > 0 else x
        with tf.GradientTape() as tape:
            cost = cost_of(x, seed if task.kind == "variational" else seen)
        update(tape.gradient(cost, variables))
        return cost

    if loop:
        def run_all(rows):
            count = rows.shape[0] if xla else tf.shape(rows)[0]
            costs = tf.TensorArray(tf.float32, size=count)
            for index in tf.range(count):
                costs = costs.write(index, step(rows[index]))
            return costs.stack()

        signature = None if xla else [tf.TensorSpec([None, batch], tf.int32)]
        compiled = tf.function(run_all, input_signature=signature, jit_compile=xla)
        return lambda count: compiled(tf.constant(task.order[task.next_steps(count)])).numpy()

    compiled = tf.function(step, jit_compile=xla)
    batches = tf.unstack(tf.constant(task.order))
    return lambda count: np.array([cost.numpy() for cost in [compiled(batches[at]) for at in task.next_steps(count)]])


serve(f"TensorFlow {tf.__version__}", prepare)
