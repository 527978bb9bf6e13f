export type TrainerErrorCode =
  | 'BAD_INPUT'
  | 'NOT_FOUND'
  | 'HOME_OWNED'
  | 'NOTHING_RECORDED'
  | 'WORKER_LOST'
  | 'DASHBOARD_FAILED'
  | 'ENGINE_CHANGED'
  | 'DATA_CHANGED'
  | 'MACHINE_LIMITED';

/** Everything that this program throws on purpose. The message is a sentence for the person at the keyboard. */
export class TrainerError extends Error {
  override readonly name = 'TrainerError';
  readonly code: TrainerErrorCode;

  constructor(code: TrainerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
