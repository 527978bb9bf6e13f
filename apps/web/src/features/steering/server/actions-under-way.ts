import type { OnProgress, Progress } from '@hourglass/db';

/** How far the actions are that this process works on, by the ids that their pages chose. */
const underWay = new Map<string, Progress>();

/** Follows an action to its end, so that another request can ask how far it is. */
export async function followed<Result>(id: string | undefined, act: (onProgress: OnProgress) => Promise<Result>): Promise<Result> {
  if (id === undefined) return act(() => {});
  try {
    return await act((progress) => underWay.set(id, progress));
  } finally {
    underWay.delete(id);
  }
}

/** Null where an action has not changed anything yet, or has ended. */
export function progressOf(id: string): Progress | null {
  return underWay.get(id) ?? null;
}
