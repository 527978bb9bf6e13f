/** Every page-wide shortcut; the handlers, the palette and the overlay read it from here. */
export const shortcuts = {
  palette: { keys: 'Mod+k', label: 'Find pages, sweeps, runs and actions' },
  help: { keys: '?', label: 'Show keyboard shortcuts' },
  undo: { keys: 'Mod+z', label: 'Undo the last action' },
  sweeps: { keys: 'g s', label: 'Go to sweeps' },
  runs: { keys: 'g r', label: 'Go to runs' },
  system: { keys: 'g y', label: 'Go to system' },
  newSweep: { keys: 'g n', label: 'Start a new sweep' },
  previousEpoch: { keys: 'ArrowLeft', label: 'Previous epoch of reconstructions' },
  nextEpoch: { keys: 'ArrowRight', label: 'Next epoch of reconstructions' },
} as const satisfies Readonly<Record<string, { readonly keys: string; readonly label: string }>>;

/** Keys that the focused element handles itself. */
export const focusKeys = [
  { caps: ['+', '−'], label: 'Zoom a chart that has the focus' },
  { caps: ['←', '→'], label: 'Move along a zoomed chart' },
  { caps: ['0'], label: 'Show the whole chart again' },
  { caps: ['↑', '↓'], label: 'Move an end of a brush on parallel coordinates' },
  { caps: ['Esc'], label: 'Remove the brush' },
] as const;

export type ShortcutName = keyof typeof shortcuts;

export interface Press {
  readonly key: string;
  /** Control, or Command on a Mac. */
  readonly isMod: boolean;
  readonly isAlt: boolean;
}

/** The shortcut of a key press after the previous key: `g s` is two presses. The second letter of `g …` alone is no shortcut. */
export function shortcutOf({ key, isMod, isAlt }: Press, before: string | null): ShortcutName | null {
  if (isAlt) return null;
  const single = isMod ? `Mod+${key.toLowerCase()}` : key;
  const pair = before === null || isMod ? null : `${before} ${key}`;
  const names = Object.keys(shortcuts) as ShortcutName[];
  return names.find((name) => shortcuts[name].keys === pair) ?? names.find((name) => shortcuts[name].keys === single) ?? null;
}

/** Whether the focused element takes text input. A checkbox takes only space. */
export function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable]') !== null;
}

const signs: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', Mod: 'Ctrl' };

/** `Mod+k` → `Ctrl`, `K`; on a Mac `⌘`, `K` */
export function keyCaps(name: ShortcutName, isMac: boolean): readonly string[] {
  return shortcuts[name].keys.split(/[+ ]/).map((key) => (key === 'Mod' && isMac ? '⌘' : (signs[key] ?? key.toUpperCase())));
}
