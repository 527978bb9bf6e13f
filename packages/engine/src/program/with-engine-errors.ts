import { EngineError } from '../errors.ts';
import { messageOf } from '../message-of.ts';

/** Runs `work` and converts errors of TensorFlow.js to EngineError OPERATION_FAILED. Rethrows an EngineError unchanged. */
export function withEngineErrors<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const message = messageOf(error);
    const [, kernel] = withoutGradient.exec(message) ?? [];
    if (kernel !== undefined) throw new EngineError('STEP_INVALID', noGradient(kernel), { cause: error });
    throw new EngineError('OPERATION_FAILED', `TensorFlow.js refused an operation: ${message}`, { cause: error });
  }
}

/** TensorFlow.js's message where an operation has no gradient (tape.js). */
const withoutGradient = /gradient function not found for (\w+)/;

function noGradient(kernel: string): string {
  if (!/Grad$|Backprop/.test(kernel)) {
    return `The step takes a gradient of ${kernel}, which TensorFlow.js does not differentiate. Compute the cost without it, or stop the gradient with tf.customGrad.`;
  }
  return `The step takes a gradient of ${kernel}, which is itself a gradient. Second-order gradients are supported through matrix products, elementwise operations, and convolutions with respect to their input.`;
}

/** Runs `work` as `withEngineErrors` does. Messages of its errors begin with `where`: "Phase train, step 5 of the call". */
export function naming<Result>(where: string, work: () => Result): Result {
  try {
    return withEngineErrors(work);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(error.code, `${where}: ${error.message}`, { cause: error });
  }
}
