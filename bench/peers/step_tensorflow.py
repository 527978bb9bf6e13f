"""The seed step in TensorFlow's Python API."""

import sys

import numpy as np
import tensorflow as tf

from contender import serve

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


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
    "fused-adam-xla": (fused_adam, True, False),
    "fused-adam-loop": (fused_adam, False, True),
}
optimizer, xla, loop = VARIANTS[sys.argv[1]]


def prepare(task):
    samples, mean = tf.constant(task.samples), tf.constant(task.mean)
    variables = [tf.Variable(values) for values in task.parameters]
    weights, biases, decoder_biases = task.split(variables)
    update = optimizer(variables, task.learning_rate)

    def step(rows):
        x = tf.cast(tf.gather(samples, rows), tf.float32) / 255.0 - mean
        with tf.GradientTape() as tape:
            y = x
            for w, b in zip(weights, biases):
                y = tf.tanh(tf.matmul(y, w) + b)
            for w, b in zip(reversed(weights), decoder_biases):
                y = tf.tanh(tf.matmul(y, w, transpose_b=True) + b)
            cost = tf.reduce_sum(tf.square(y - x))
        update(tape.gradient(cost, variables))
        return cost

    if loop:
        def run_all(rows):
            costs = tf.TensorArray(tf.float32, size=tf.shape(rows)[0])
            for index in tf.range(tf.shape(rows)[0]):
                costs = costs.write(index, step(rows[index]))
            return costs.stack()

        compiled = tf.function(run_all, input_signature=[tf.TensorSpec([None, task.order.shape[1]], tf.int32)])
        return lambda count: compiled(tf.constant(task.order[task.next_steps(count)])).numpy()

    compiled = tf.function(step, jit_compile=xla)
    batches = tf.unstack(tf.constant(task.order))
    return lambda count: np.array([cost.numpy() for cost in [compiled(batches[at]) for at in task.next_steps(count)]])


serve(f"TensorFlow {tf.__version__}", prepare)
