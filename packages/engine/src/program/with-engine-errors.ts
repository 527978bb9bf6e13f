import { EngineError } from '../errors.ts';
import { messageOf } from '../message-of.ts';

/** Runs `work` and converts errors of TensorFlow.js to EngineError OPERATION_FAILED. Rethrows an EngineError unchanged. */
export function withEngineErrors<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const message = messageOf(error);
    throw new EngineError('OPERATION_FAILED', `TensorFlow.js refused an operation: ${message}`, { cause: error });
  }
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
