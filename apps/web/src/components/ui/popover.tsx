'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useRef, useState } from 'react';
import buttons from './button.module.css';

export interface PopoverProps {
  /** Content of the button. */
  readonly label: ReactNode;
  readonly title: string;
  readonly onOpen?: () => void;
  /** Content of the panel; a function receives what closes it. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly align?: 'start' | 'end';
}

const loadPanel = () => import('./popover-panel.tsx').then((module) => module.PopoverPanel);

/** Loaded when a button is pointed at or has the focus, to keep the bundles of pages small. */
const PopoverPanel = dynamic(loadPanel, { ssr: false });

/** A button that opens a panel below it, or above it where there is more room. The panel takes the focus and returns it to the button. */
export function Popover({ label, title, onOpen, children, align = 'start' }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={buttons.plain}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={() => void loadPanel()}
        onFocus={() => void loadPanel()}
        onClick={() => {
          setOpen(!isOpen);
          if (!isOpen) onOpen?.();
        }}
      >
        {label}
      </button>
      {isOpen && (
        <PopoverPanel title={title} anchor={button} align={align} onClose={close}>
          {typeof children === 'function' ? children(close) : children}
        </PopoverPanel>
      )}
    </>
  );
}
