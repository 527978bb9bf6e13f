import { messageOf } from '@hourglass/presentation';
/*
 * Toasts report finished actions. They outlive the page that started the action, so they are stored outside React's tree.
 */

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isProblem: boolean;
  /** Undoes the action and resolves to a sentence that says so; null if there is no undo. */
  readonly undo: (() => Promise<string>) | null;
}

/** Maximum number of toasts on screen. */
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

/** Undoes the toast's action and reports the outcome. */
export async function undoToast({ id, undo }: Toast): Promise<void> {
  hideToast(id);
  if (undo === null) return;
  try {
    showToast({ text: await undo() });
  } catch (error) {
    showToast({ text: messageOf(error), isProblem: true });
  }
}

/** The newest toast whose action can be undone. */
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
