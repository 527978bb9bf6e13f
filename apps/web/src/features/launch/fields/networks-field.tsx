'use client';

import buttons from '#components/ui/button.module.css';
import { DraftInput } from './draft-input.tsx';
import styles from './field.module.css';
import type { FieldProps } from './field-props.ts';
import { readNumbers, valueFor, valuesOf, writeNumbers } from './field-values.ts';
import { Hourglass } from './hourglass.tsx';

/** Lists of sizes, such as the layers of networks: one list per line. */
export function NetworksField({ field, value, onChange, label, problemId }: FieldProps) {
  const networks = valuesOf(field, value);
  const change = (next: typeof networks) => onChange(next.length === 0 ? undefined : valueFor(field, next));
  return (
    <div className={styles.lines}>
      {networks.map((network, index) => {
        const sizes = Array.isArray(network) ? network : [network];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: networks may be equal, so the line number is their only identity
          <span key={index} className={styles.row}>
            <DraftInput
              label={networks.length === 1 ? label : `${label} ${index + 1}`}
              problemId={problemId}
              text={writeNumbers(sizes)}
              onText={(text) => change(networks.map((each, position) => (position === index ? readNumbers(text) : each)))}
            />
            <Hourglass sizes={sizes} />
            {networks.length > 1 && (
              <button
                type="button"
                className={buttons.link}
                aria-label={`Remove ${label} ${index + 1}`}
                onClick={() => change(networks.filter((_, position) => position !== index))}
              >
                remove
              </button>
            )}
          </span>
        );
      })}
      <button type="button" className={buttons.link} onClick={() => change([...networks, networks.at(-1) ?? []])}>
        add another
      </button>
    </div>
  );
}
