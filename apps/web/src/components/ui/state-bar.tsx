import { formatCount } from '@hourglass/presentation';
import { type RunState, shownState, type Wanted } from '@hourglass/sweeps/run-state';
import styles from './state-bar.module.css';
import { StateShape } from './state-mark.tsx';

/** Order of the segments, from left to right. */
const order: readonly RunState[] = ['complete', 'pruned', 'stopped', 'failed', 'running', 'waiting'];

interface StateBarProps {
  readonly counts: Readonly<Record<RunState, number>>;
  /** Of the sweep. */
  readonly wanted: Wanted;
}

/** Progress of a sweep: a bar with its runs by state, and the same counts as text. */
export function StateBar({ counts, wanted }: StateBarProps) {
  // Of a paused sweep, no run will be claimed.
  const shown = (state: RunState) => shownState({ state, wanted: wanted === 'pause' ? 'pause' : 'run' });
  const present = order.filter((state) => counts[state] > 0);
  const total = order.reduce((sum, state) => sum + counts[state], 0);
  if (total === 0) return <span className={styles.none}>no runs</span>;
  const words = present.map((state) => `${formatCount(counts[state])} ${shown(state)}`).join(', ');
  return (
    <span className={styles.whole}>
      <span className={styles.bar} role="img" aria-label={`${words} of ${formatCount(total)}`}>
        {present.map((state) => (
          <span key={state} className={styles[state]} style={{ flexGrow: counts[state] }} />
        ))}
      </span>
      <span className={styles.words}>
        {present.map((state) => (
          <span key={state} className={styles.word}>
            <StateShape state={shown(state)} />
            {formatCount(counts[state])} {shown(state)}
          </span>
        ))}
      </span>
    </span>
  );
}
