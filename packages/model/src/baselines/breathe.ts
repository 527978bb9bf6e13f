/** Lets timers and messages of this thread have their turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
