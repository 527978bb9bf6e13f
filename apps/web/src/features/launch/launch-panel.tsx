import { formatNumberOf } from '@hourglass/presentation';
import Link from 'next/link';
import buttons from '#components/ui/button.module.css';
import { FactList } from '#components/ui/facts.tsx';
import styles from './launch-page.module.css';
import { prepareEstimate } from './prepare-estimate.ts';
import type { LaunchPlan } from './server/prepare-plan.ts';

export interface LaunchPanelProps {
  readonly plan: LaunchPlan | undefined;
  readonly isWider: boolean;
  /** Problems that belong to no field. */
  readonly problems: readonly string[];
  readonly isBusy: boolean;
  /** Whether the plan matches the current text, rather than an earlier one. */
  readonly isCurrent: boolean;
  readonly onStart: () => void;
}

/** Summary of the planned runs and their estimated cost, with the start button. */
export function LaunchPanel({ plan, isWider, problems, isBusy, isCurrent, onStart }: LaunchPanelProps) {
  const canStart = plan !== undefined && plan.problems.length === 0 && problems.length === 0 && (!isWider || plan.newRuns > 0);
  const estimate = plan?.estimate === null || plan?.estimate === undefined ? null : prepareEstimate(plan.estimate);
  return (
    <section aria-label="Estimate" className={styles.panel}>
      {problems.map((problem) => (
        <p key={problem} role="alert" className={styles.problem}>
          {problem}
        </p>
      ))}
      {plan?.known != null && (
        <p>
          <Link href={`/sweeps/${plan.known.id}`}>{plan.known.name}</Link> has {plan.runs - plan.newRuns} of these{' '}
          {formatNumberOf(plan.runs, 'run')} already; only new ones are trained.
        </p>
      )}
      {plan !== undefined && plan.problems.length === 0 && (
        <p>
          {formatNumberOf(plan.newRuns, 'run')} to train
          {plan.newBaselines > 0 && ` and ${formatNumberOf(plan.newBaselines, 'baseline')} to fit`}
        </p>
      )}
      {plan?.notes.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {estimate !== null && (
        <>
          <FactList facts={estimate.facts} />
          <p className={styles.soft}>{estimate.basis}</p>
        </>
      )}
      <button
        type="button"
        className={buttons.primary}
        disabled={!canStart || isBusy || !isCurrent}
        aria-disabled={!canStart}
        onClick={onStart}
      >
        {startLabel(plan, isWider)}
      </button>
    </section>
  );
}

function startLabel(plan: LaunchPlan | undefined, isWider: boolean): string {
  if (plan === undefined || plan.problems.length > 0) return 'Start';
  if (isWider) return `Train ${formatNumberOf(plan.newRuns, 'new run')}`;
  return plan.known === null ? `Start ${formatNumberOf(plan.runs, 'run')}` : `Continue ${plan.known.name}`;
}
