export type Release = () => void;

/** Mutual exclusion in first-come, first-served order. Calling a release twice has no further effect. */
export class Mutex {
  #last: Promise<void> = Promise.resolve();

  async acquire(): Promise<Release> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = promise;
    await before;
    return resolve;
  }

  async run<T>(work: () => T | Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}
