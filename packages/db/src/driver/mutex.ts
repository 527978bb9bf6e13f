export type Release = () => void;

/** One holder at a time, in the order of asking. A release called twice does nothing the second time. */
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
