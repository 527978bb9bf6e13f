import { formatCount } from '@hourglass/presentation';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import type { RunRow } from '#wire/run-row.ts';
import styles from './step-progress.module.css';

/** Training progress in steps, with a progress bar while the run is active. */
export function StepProgress({ run }: { readonly run: Pick<RunRow, 'state' | 'step' | 'totalSteps'> }) {
  if (run.totalSteps === 0) return <span className={styles.soft}>–</span>;
  const isWhole = run.step >= run.totalSteps;
  return (
    <span className={styles.progress}>
      {run.state === 'running' && (
        <ProgressBar
          className={styles.bar}
          value={run.step}
          max={run.totalSteps}
          label={`${Math.round((run.step / run.totalSteps) * 100)} percent`}
        />
      )}
      <span>
        {formatCount(run.step)}
        {!isWhole && <span className={styles.soft}> / {formatCount(run.totalSteps)}</span>}
      </span>
    </span>
  );
}
