/** So many wrong tokens from one address, and from all of them together, are looked at within a window. */
const mostOfOne = 10;
const mostOfAll = 200;
const windowMilliseconds = 60_000;

/**
 * Limits guesses of the token: `isAllowed` is false for an address that gave ten wrong ones within a minute, and for every address after 200 of
 * all together. Right ones are not counted. Memory is bounded by the second limit.
 *
 * @param now milliseconds of a clock that never goes back
 */
export class Attempts {
  readonly #now: () => number;
  #began = Number.NEGATIVE_INFINITY;
  #all = 0;
  readonly #byAddress = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  isAllowed(address: string): boolean {
    this.#forgetOld();
    return this.#all < mostOfAll && this.#countOf(address) < mostOfOne;
  }

  countWrong(address: string): void {
    this.#forgetOld();
    this.#all++;
    this.#byAddress.set(address, this.#countOf(address) + 1);
  }

  /** Seconds after which a refused address may try again. */
  get secondsLeft(): number {
    return Math.max(1, Math.ceil((this.#began + windowMilliseconds - this.#now()) / 1000));
  }

  #countOf(address: string): number {
    // No entry is no wrong token.
    return this.#byAddress.get(address) ?? 0;
  }

  #forgetOld(): void {
    const now = this.#now();
    if (now - this.#began < windowMilliseconds) return;
    this.#began = now;
    this.#all = 0;
    this.#byAddress.clear();
  }
}

/** One for the process: every bundle of the server counts in the same place. */
export function processAttempts(): Attempts {
  const holder = globalThis as { hourglassAttempts?: Attempts };
  holder.hourglassAttempts ??= new Attempts(() => performance.now());
  return holder.hourglassAttempts;
}
