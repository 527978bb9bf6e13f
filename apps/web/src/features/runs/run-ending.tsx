import { Command } from '#components/ui/notice.tsx';
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
      <p>{exitReason ?? 'No reason was recorded.'}</p>
      {state !== 'pruned' && (
        <p className={styles.soft}>
          Its recordings until then are kept below. To try it once more, submit the spec again with <code>--retry</code>.
        </p>
      )}
    </section>
  );
}
