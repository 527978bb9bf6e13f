export type EngineErrorCode =
  | 'ENGINE_UNAVAILABLE'
  | 'LIBRARY_UNAVAILABLE'
  | 'BINDING_FAILED'
  | 'STEP_INVALID'
  | 'INPUT_INVALID'
  | 'STATE_MISMATCH'
  | 'OPERATION_FAILED';

/** The error class of this package. The message is a sentence for the user. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
