/** What this app throws on purpose; the message is a sentence for the person who asked. */
export class WebError extends Error {
  override readonly name = 'WebError';
  readonly code: 'INPUT_INVALID';

  constructor(code: 'INPUT_INVALID', message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
