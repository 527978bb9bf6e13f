export type SweepsErrorCode = 'SPEC_INVALID';

/** Everything that this package throws on purpose: one sentence a problem, naming field, value and what is allowed. */
export class SweepsError extends Error {
  override readonly name = 'SweepsError';
  readonly code: SweepsErrorCode;
  readonly problems: readonly string[];

  constructor(code: SweepsErrorCode, problems: readonly string[]) {
    super(problems.join('\n'));
    this.code = code;
    this.problems = problems;
  }
}
