/** Maximum duration of one slice; longer slices would delay frames. */
const sliceMilliseconds = 12;

/** Runs a generator to completion without pausing. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Runs a generator in time slices, so that the page stays responsive.
 * @throws the signal's reason if it is aborted
 */
export async function inSlices<Result>(work: Generator<void, Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    const end = performance.now() + sliceMilliseconds;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < end);
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
  }
}
