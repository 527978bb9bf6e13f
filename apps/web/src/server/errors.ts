export type WebErrorCode = 'INPUT_INVALID' | 'NOT_RECORDED' | 'DATA_CHANGED' | 'PATHS_REFUSED' | 'UPLOAD_REFUSED';

/** The error that this app throws on purpose. The message is a sentence for the user. */
export class WebError extends Error {
  override readonly name = 'WebError';
  readonly code: WebErrorCode;

  constructor(code: WebErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
