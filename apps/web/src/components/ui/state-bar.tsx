import { formatCount } from '@hourglass/presentation';
import type { ShownState } from '@hourglass/sweeps/run-state';
import styles from './state-bar.module.css';
import { StateShape } from './state-mark.tsx';

/** Order of the segments, from left to right. */
const order: readonly ShownState[] = ['complete', 'pruned', 'stopped', 'failed', 'running', 'pausing', 'stopping', 'waiting', 'paused'];

/** Progress of a sweep: a bar with its runs by state, and the same counts as text. */
export function StateBar({ counts }: { readonly counts: Readonly<Partial<Record<ShownState, number>>> }) {
  const present = order.flatMap((state) => {
    const runs = counts[state];
    return runs === undefined ? [] : [{ state, runs, words: `${formatCount(runs)} ${state}` }];
  });
  const total = present.reduce((sum, { runs }) => sum + runs, 0);
  if (total === 0) return <span className={styles.none}>no runs</span>;
  return (
    <span className={styles.whole}>
      <span className={styles.bar} role="img" aria-label={`${present.map(({ words }) => words).join(', ')} of ${formatCount(total)}`}>
        {present.map(({ state, runs }) => (
          <span key={state} className={styles[state]} style={{ flexGrow: runs }} />
        ))}
      </span>
      <span className={styles.words}>
        {present.map(({ state, words }) => (
          <span key={state} className={styles.word}>
            <StateShape state={state} />
            {words}
          </span>
        ))}
      </span>
    </span>
  );
}
