import { EngineError } from '../errors.ts';
import { messageOf } from '../message-of.ts';

/** What TensorFlow.js throws becomes an EngineError; our own refusals pass. */
export function operate<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const message = messageOf(error);
    throw new EngineError('OPERATION_FAILED', `TensorFlow.js refused an operation: ${message}`, { cause: error });
  }
}
