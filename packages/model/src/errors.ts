export type ModelErrorCode =
  | 'CONFIG_INVALID'
  | 'COST_NOT_FINITE'
  | 'CHECKPOINT_MISMATCH'
  | 'CHECKPOINT_DAMAGED'
  | 'EXECUTOR_CHANGED'
  | 'DATA_MISMATCH';

/** The error class of this package. The message is a sentence for the user. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
