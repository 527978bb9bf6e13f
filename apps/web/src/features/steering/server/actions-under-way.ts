import type { OnProgress, Progress } from '@hourglass/db';

/** Progress of this process's active actions, by the id that the page chose. */
const underWay = new Map<string, Progress>();

/** Runs an action and tracks its progress, so that another request can query it. */
export async function followed<Result>(id: string | undefined, act: (onProgress: OnProgress) => Promise<Result>): Promise<Result> {
  if (id === undefined) return act(() => {});
  try {
    return await act((progress) => underWay.set(id, progress));
  } finally {
    underWay.delete(id);
  }
}

/** Null if the action has not changed anything yet, or has ended. */
export function progressOf(id: string): Progress | null {
  return underWay.get(id) ?? null;
}
