'use client';

import { Tooltip } from '@base-ui/react/tooltip';
import styles from './hint-popup.module.css';

export interface HintPopupProps {
  readonly anchor: Element;
  readonly text: string;
}

/** A tooltip below an element, or above it where there is more room. It takes no clicks. */
export function HintPopup({ anchor, text }: HintPopupProps) {
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner
          className={styles.positioner}
          anchor={anchor}
          positionMethod="fixed"
          side="bottom"
          sideOffset={4}
          collisionPadding={8}
        >
          <Tooltip.Popup className={styles.popup}>{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
