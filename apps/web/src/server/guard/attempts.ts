/** Wrong tokens allowed per window: from one address, and from all addresses together. */
const maxPerAddress = 10;
const maxInTotal = 200;
const windowMilliseconds = 60_000;

/**
 * Limits guesses of the token. `isAllowed` is false for an address after 10 wrong tokens within a minute, and for every address after 200
 * wrong tokens in total. Correct tokens are not counted. The total limit also bounds the memory.
 *
 * @param now milliseconds of a monotonic clock
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
    return this.#all < maxInTotal && this.#countOf(address) < maxPerAddress;
  }

  countWrong(address: string): void {
    this.#forgetOld();
    this.#all++;
    this.#byAddress.set(address, this.#countOf(address) + 1);
  }

  /** Seconds until a refused address may try again. */
  get secondsLeft(): number {
    return Math.max(1, Math.ceil((this.#began + windowMilliseconds - this.#now()) / 1000));
  }

  #countOf(address: string): number {
    // A missing entry means no wrong token.
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

/** One instance per process, shared by all server bundles. */
export function processAttempts(): Attempts {
  const holder = globalThis as { hourglassAttempts?: Attempts };
  holder.hourglassAttempts ??= new Attempts(() => performance.now());
  return holder.hourglassAttempts;
}
