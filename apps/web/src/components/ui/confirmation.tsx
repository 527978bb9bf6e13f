'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import buttons from './button.module.css';
import styles from './modal.module.css';

export interface ConfirmationProps {
  readonly question: string;
  /** Verb on the button that agrees. */
  readonly label: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before an action that can't be undone, while it is rendered. “Cancel” has the focus first, so that Enter alone changes nothing. */
export function Confirmation({ question, label, onConfirm, onClose }: ConfirmationProps) {
  return (
    <AlertDialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.question}>
          <AlertDialog.Title>{question}</AlertDialog.Title>
          <div className={styles.answers}>
            <AlertDialog.Close className={buttons.plain}>Cancel</AlertDialog.Close>
            <AlertDialog.Close className={buttons.primary} onClick={onConfirm}>
              {label}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
