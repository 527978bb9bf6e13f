import { messageOf } from '@hourglass/presentation';
/*
 * What was done, said once and in one place. It outlives the page on which it was done, so it is kept outside of React's tree.
 */

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isProblem: boolean;
  /** Takes back what was done, and gives the sentence that says so. */
  readonly undo: (() => Promise<string>) | null;
}

/** More than these hide the page. */
const most = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function showToast({ text, isProblem = false, undo = null }: Partial<Omit<Toast, 'id'>> & Pick<Toast, 'text'>): void {
  change([...toasts, { id: ++lastId, text, isProblem, undo }].slice(-most));
}

export function hideToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** Takes back what the toast tells of, and says what came of it. */
export async function undoToast({ id, undo }: Toast): Promise<void> {
  hideToast(id);
  if (undo === null) return;
  try {
    showToast({ text: await undo() });
  } catch (error) {
    showToast({ text: messageOf(error), isProblem: true });
  }
}

/** The newest thing that can be taken back. */
export function lastUndoable(): Toast | null {
  return toasts.findLast(({ undo }) => undo !== null) ?? null;
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}
