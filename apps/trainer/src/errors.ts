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

/** The error class of this program. The message is a sentence for the user. */
export class TrainerError extends Error {
  override readonly name = 'TrainerError';
  readonly code: TrainerErrorCode;

  constructor(code: TrainerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
