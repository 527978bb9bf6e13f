'use client';

import { type ReactNode, type ToggleEvent, useId, useRef } from 'react';
import buttons from './button.module.css';
import styles from './popover.module.css';

export interface PopoverProps {
  /** Content of the button. */
  readonly label: ReactNode;
  readonly title: string;
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}

const gap = 4;
const margin = 8;

/**
 * A button that opens a panel below it, or above it where there is more room. The browser closes the panel on Escape and on a click
 * outside.
 */
export function Popover({ label, title, onOpen, children }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  const reposition = () => {
    if (button.current === null || panel.current === null) return;
    const { left, top, bottom } = button.current.getBoundingClientRect();
    const { style, offsetWidth } = panel.current;
    const above = top - gap - margin;
    const below = window.innerHeight - bottom - gap - margin;
    const isBelow = below >= above;
    style.left = `${Math.max(margin, Math.min(left, window.innerWidth - offsetWidth - margin))}px`;
    style.top = isBelow ? `${bottom + gap}px` : 'auto';
    style.bottom = isBelow ? 'auto' : `${window.innerHeight - top + gap}px`;
    style.maxHeight = `${isBelow ? below : above}px`;
  };

  const onToggle = ({ newState }: ToggleEvent) => {
    reposition();
    if (newState === 'open') onOpen?.();
  };

  return (
    <>
      <button ref={button} type="button" className={buttons.plain} popoverTarget={id}>
        {label}
      </button>
      <div ref={panel} id={id} popover="auto" role="dialog" aria-label={title} className={styles.panel} onToggle={onToggle}>
        {children}
      </div>
    </>
  );
}
