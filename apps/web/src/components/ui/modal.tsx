'use client';

import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import styles from './modal.module.css';

export interface ModalProps {
  readonly label: string;
  readonly onClose: () => void;
  /** The element that takes the focus; the first control unless given. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** As wide as its content, up to the whole window. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** Modal dialog, open while it is rendered. It keeps the focus inside and returns it; Escape and a click outside close it. */
export function Modal({ label, onClose, initialFocus, isWide = false, children }: ModalProps) {
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          className={isWide ? styles.wide : styles.modal}
          aria-label={label}
          {...(initialFocus === undefined ? {} : { initialFocus })}
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
