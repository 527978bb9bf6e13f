export type WebErrorCode = 'INPUT_INVALID' | 'NOT_RECORDED' | 'DATA_CHANGED';

/** What this app throws on purpose; the message is a sentence for the person who asked. */
export class WebError extends Error {
  override readonly name = 'WebError';
  readonly code: WebErrorCode;

  constructor(code: WebErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
