'use client';

import { type ReactNode, useId, useRef } from 'react';
import buttons from './button.module.css';
import styles from './popover.module.css';

export interface PopoverProps {
  /** What stands on the button. */
  readonly label: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}

const gap = 4;
const margin = 8;

/** A button with a panel under it. The browser closes it: on Escape, and on a click elsewhere. */
export function Popover({ label, title, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  const place = () => {
    if (button.current === null || panel.current === null) return;
    const { left, bottom } = button.current.getBoundingClientRect();
    const width = panel.current.offsetWidth;
    panel.current.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
    panel.current.style.top = `${bottom + gap}px`;
    panel.current.style.maxHeight = `${window.innerHeight - bottom - gap - margin}px`;
  };

  return (
    <>
      <button ref={button} type="button" className={buttons.plain} popoverTarget={id}>
        {label}
      </button>
      <div ref={panel} id={id} popover="auto" role="dialog" aria-label={title} className={styles.panel} onToggle={place}>
        {children}
      </div>
    </>
  );
}
