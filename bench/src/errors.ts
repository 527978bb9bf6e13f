export type BenchErrorCode = 'BAD_INPUT' | 'CONTENDER_FAILED' | 'COMMAND_FAILED' | 'DOCUMENT_INVALID' | 'NO_MEASUREMENTS';

/** The error class of this package. The message is a sentence for the user. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
  readonly code: BenchErrorCode;

  constructor(code: BenchErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
