import { ignoredCode } from '@hourglass/sweeps/metrics';
import type { EpochRow } from '#wire/epoch-row.ts';
import styles from './run-ending.module.css';

/** Says that a run ignores its code, and what usually helps. Renders nothing for other runs. */
export function CodeNotice({ epochs, codeSize }: { readonly epochs: readonly EpochRow[]; readonly codeSize: number }) {
  const sentence = ignoredCode(epochs.at(-1)?.metrics ?? {}, codeSize);
  if (sentence === null) return null;
  return (
    <section className={styles.calm} role="status">
      <p>{sentence}</p>
    </section>
  );
}
