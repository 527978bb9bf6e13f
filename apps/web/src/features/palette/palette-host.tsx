'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { lastUndoable, undoToast } from '#components/toasts/toast-store.ts';
import { isTypedInto, type ShortcutName, shortcutOf } from '#lib/shortcuts.ts';
import { pages } from './pages.ts';

/** Loaded when it is first opened. */
const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false });
const ShortcutList = dynamic(() => import('./shortcut-list.tsx').then((module) => module.ShortcutList), { ssr: false });

/** Handles the global keyboard shortcuts. They are inactive while the user types. */
export function PaletteHost() {
  const navigation = useRouter();
  const [shown, setShown] = useState<'palette' | 'help' | null>(null);
  const before = useRef<string | null>(null);
  useEffect(() => {
    const runShortcut = (name: ShortcutName): boolean => {
      switch (name) {
        case 'palette':
        case 'help':
          setShown(name);
          return true;
        case 'undo': {
          const last = lastUndoable();
          if (last !== null) void undoToast(last);
          return last !== null;
        }
        case 'sweeps':
        case 'runs':
        case 'system':
        case 'newSweep':
          navigation.push(pages[name]);
          return true;
        // The epoch slider handles these keys.
        case 'previousEpoch':
        case 'nextEpoch':
          return false;
      }
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const { key, altKey, ctrlKey, metaKey } = event;
      const name = shortcutOf({ key, isMod: ctrlKey || metaKey, isAlt: altKey }, before.current);
      before.current = key.length === 1 ? key : before.current;
      // The palette also opens from text inputs, because its key combination types no text.
      if (name === null || (isTypedInto(event.target) && name !== 'palette')) return;
      if (runShortcut(name)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigation]);
  if (shown === 'palette') return <Palette onClose={() => setShown(null)} />;
  return shown === 'help' ? <ShortcutList onClose={() => setShown(null)} /> : null;
}
