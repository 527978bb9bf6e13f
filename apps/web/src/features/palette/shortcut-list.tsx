'use client';

import buttons from '#components/ui/button.module.css';
import { Modal } from '#components/ui/modal.tsx';
import { focusKeys, keyCaps, type ShortcutName, shortcuts } from '#lib/shortcuts.ts';
import { isMac } from './is-mac.ts';
import styles from './palette.module.css';

/** Lists all keyboard shortcuts. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal label="Keys" onClose={onClose}>
      <dl className={styles.keys}>
        {(Object.keys(shortcuts) as ShortcutName[]).map((name) => (
          <div key={name}>
            <dt>{shortcuts[name].label}</dt>
            <dd>
              {keyCaps(name, isMac()).map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dd>
          </div>
        ))}
        {focusKeys.map(({ caps, label }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {caps.map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.close}>
        <button type="button" className={buttons.plain} onClick={onClose}>
          Close
        </button>
      </p>
    </Modal>
  );
}
