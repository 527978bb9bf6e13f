export interface LatestOnlyOptions<Input, Output> {
  readonly compute: (input: Input) => Promise<Output>;
  /** Pause before the next computation, in milliseconds, after one that took so many milliseconds. */
  readonly restAfter: (milliseconds: number) => number;
  readonly onDone: (input: Input, output: Output) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Computes one input at a time. Of the inputs that arrive meanwhile, only the latest is computed next; a computation in progress is never
 * abandoned, so that a stream of changes cannot keep the first result from appearing.
 */
export class LatestOnly<Input, Output> {
  readonly #options: LatestOnlyOptions<Input, Output>;
  #waiting: { readonly input: Input } | null = null;
  #isBusy = false;
  #isClosed = false;

  constructor(options: LatestOnlyOptions<Input, Output>) {
    this.#options = options;
  }

  request(input: Input): void {
    this.#waiting = { input };
    if (!this.#isBusy) void this.#work();
  }

  /** After it, nothing is computed and nothing reported. */
  close(): void {
    this.#isClosed = true;
    this.#waiting = null;
  }

  async #work(): Promise<void> {
    const { compute, restAfter, onDone, onError } = this.#options;
    this.#isBusy = true;
    while (this.#waiting !== null) {
      const { input } = this.#waiting;
      this.#waiting = null;
      const began = performance.now();
      try {
        const output = await compute(input);
        if (!this.#isClosed) onDone(input, output);
      } catch (error) {
        if (!this.#isClosed) onError(error);
      }
      const rest = restAfter(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    this.#isBusy = false;
  }
}
