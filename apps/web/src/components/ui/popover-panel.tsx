'use client';

import { Popover } from '@base-ui/react/popover';
import type { ReactNode, RefObject } from 'react';
import styles from './popover.module.css';

export interface PopoverPanelProps {
  readonly title: string;
  /** The button that opens and closes it. */
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly align: 'start' | 'end';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The panel of a popover, open while it is rendered. Escape, a click outside and moving the focus outside close it. */
export function PopoverPanel({ title, anchor, align, onClose, children }: PopoverPanelProps) {
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen, { event }) => {
        // The button closes the panel itself.
        const isOnButton = event.target instanceof Node && anchor.current?.contains(event.target) === true;
        if (!isOpen && !isOnButton) onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          className={styles.positioner}
          anchor={anchor}
          positionMethod="fixed"
          align={align}
          sideOffset={4}
          collisionPadding={8}
        >
          <Popover.Popup className={styles.panel} aria-label={title} finalFocus={anchor}>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
