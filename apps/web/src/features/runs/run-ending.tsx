import { Command } from '#components/ui/command.tsx';
import { Sentence } from '#components/ui/sentence.tsx';
import type { RunRow } from '#wire/run-row.ts';
import styles from './run-ending.module.css';

const titles = { failed: 'This run failed', stopped: 'This run was stopped', pruned: 'This run was pruned' } as const;

/** Explains why a run ended before its last step, and what the user can do. Renders nothing for other runs. */
export function RunEnding({ run }: { readonly run: Pick<RunRow, 'id' | 'state' | 'wanted' | 'exitReason' | 'attempt'> }) {
  const { state, exitReason } = run;
  if (state === 'waiting' && run.wanted === 'pause') {
    return (
      <section className={styles.calm}>
        <p>This run is paused. To continue it from its last checkpoint:</p>
        <Command>{`./hourglass runs resume ${run.id}`}</Command>
      </section>
    );
  }
  if (state !== 'failed' && state !== 'stopped' && state !== 'pruned') return null;
  return (
    <section className={state === 'failed' ? styles.failed : styles.calm} {...(state === 'failed' ? { role: 'alert' } : {})}>
      <h2>{titles[state]}</h2>
      <p>
        <Sentence>{exitReason ?? 'No reason was recorded.'}</Sentence>
      </p>
      {state !== 'pruned' && (
        <>
          <p className={styles.soft}>
            Its recordings until then are kept below. To train it again from its last checkpoint, or with <code>--from-start</code> from
            step 0:
          </p>
          <Command>{`./hourglass runs retry ${run.id}`}</Command>
        </>
      )}
    </section>
  );
}
