'use client';

import { Popover as Base } from '@base-ui/react/popover';
import { type ReactNode, useState } from 'react';
import buttons from './button.module.css';
import styles from './popover.module.css';

export interface PopoverProps {
  /** Content of the button. */
  readonly label: ReactNode;
  readonly title: string;
  readonly onOpen?: () => void;
  /** Content of the panel; a function receives what closes it. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly align?: 'start' | 'end';
}

/**
 * A button that opens a panel below it, or above it where there is more room. The panel takes the focus and returns it to the button. Escape, a click
 * outside and moving the focus outside close it.
 */
export function Popover({ label, title, onOpen, children, align = 'start' }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) onOpen?.();
      }}
    >
      <Base.Trigger className={buttons.plain}>{label}</Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} positionMethod="fixed" align={align} sideOffset={4} collisionPadding={8}>
          <Base.Popup className={styles.panel} aria-label={title}>
            {typeof children === 'function' ? children(() => setOpen(false)) : children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
