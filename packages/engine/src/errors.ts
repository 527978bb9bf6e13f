export type EngineErrorCode =
  | 'ENGINE_UNAVAILABLE'
  | 'LIBRARY_UNAVAILABLE'
  | 'BINDING_FAILED'
  | 'STEP_INVALID'
  | 'INPUT_INVALID'
  | 'STATE_MISMATCH'
  | 'OPERATION_FAILED';

/** Everything that this package throws on purpose. The message is a sentence for the person at the keyboard. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
