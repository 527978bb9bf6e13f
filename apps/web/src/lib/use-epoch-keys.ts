'use client';

import { useEffect, useRef } from 'react';
import { isTypedInto, shortcutOf } from './shortcuts.ts';

const steps = { previousEpoch: -1, nextEpoch: 1 } as const;

/** Left and right step through epochs, wherever the focus is, unless the focused element handles these keys. */
export function useEpochKeys(onStep: (by: -1 | 1) => void): void {
  const latest = useRef(onStep);
  latest.current = onStep;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, altKey, ctrlKey, metaKey, shiftKey, target } = event;
      if (event.defaultPrevented || shiftKey || isTypedInto(target)) return;
      const name = shortcutOf({ key, isMod: ctrlKey || metaKey, isAlt: altKey }, null);
      if (name !== 'previousEpoch' && name !== 'nextEpoch') return;
      event.preventDefault();
      latest.current(steps[name]);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
