/** Lets timers and messages of this thread have their turn. @throws the signal's reason after an abort */
export async function breathe(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
}
