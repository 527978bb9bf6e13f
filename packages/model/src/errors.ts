export type ModelErrorCode =
  | 'CONFIG_INVALID'
  | 'COST_NOT_FINITE'
  | 'CHECKPOINT_MISMATCH'
  | 'CHECKPOINT_DAMAGED'
  | 'EXECUTOR_CHANGED'
  | 'DATA_MISMATCH';

/** Everything that this package throws on purpose. The message is a sentence for the person at the keyboard. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
