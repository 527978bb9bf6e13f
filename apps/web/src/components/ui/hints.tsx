'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { hintAttribute } from './hint.ts';

/** Loaded with the first hint, to keep the bundles of pages small. */
const HintPopup = dynamic(() => import('./hint-popup.tsx').then((module) => module.HintPopup), { ssr: false });

/** Shows the hint of the element that has the pointer or the focus. Escape hides it. */
export function Hints() {
  const [anchor, setAnchor] = useState<Element | null>(null);
  useEffect(() => {
    const follow = ({ target }: Event) => setAnchor(target instanceof Element ? target.closest(`[${hintAttribute}]`) : null);
    const hide = () => setAnchor(null);
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') hide();
    };
    const followed = ['pointerover', 'focusin'] as const;
    const hidden = ['pointerdown', 'focusout', 'scroll'] as const;
    for (const name of followed) document.addEventListener(name, follow);
    for (const name of hidden) document.addEventListener(name, hide, true);
    document.documentElement.addEventListener('pointerleave', hide);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      for (const name of followed) document.removeEventListener(name, follow);
      for (const name of hidden) document.removeEventListener(name, hide, true);
      document.documentElement.removeEventListener('pointerleave', hide);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  const text = anchor?.isConnected === true ? anchor.getAttribute(hintAttribute) : null;
  return anchor !== null && text !== null && text !== '' && <HintPopup anchor={anchor} text={text} />;
}
