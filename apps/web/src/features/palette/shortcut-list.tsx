'use client';

import buttons from '#components/ui/button.module.css';
import { focusKeys, keyCaps, type ShortcutName, shortcuts } from '#lib/shortcuts.ts';
import { isMac } from './is-mac.ts';
import { Overlay } from './overlay.tsx';
import styles from './palette.module.css';

/** Lists all keyboard shortcuts. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Overlay label="Keys" onClose={onClose}>
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
      <form method="dialog">
        <button type="submit" className={buttons.plain}>
          Close
        </button>
      </form>
    </Overlay>
  );
}
