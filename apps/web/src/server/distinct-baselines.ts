import type { Run } from '@hourglass/db';

/** Runs of several sweeps, with each baseline once: sweeps on the same data fit the same ones. A complete one is preferred. */
export function distinctBaselines(runs: readonly Run[]): readonly Run[] {
  const kept = new Map<string, Run>();
  for (const run of runs) {
    if (run.kind !== 'baseline') continue;
    const known = kept.get(run.fingerprint);
    if (known === undefined || (known.state !== 'complete' && run.state === 'complete')) kept.set(run.fingerprint, run);
  }
  return runs.filter((run) => run.kind !== 'baseline' || kept.get(run.fingerprint) === run);
}
