import { loadDataset } from '@hourglass/datasets';
import type { Run, Store } from '@hourglass/db';
import { loadEngine } from '@hourglass/engine';
import { runConfigSchema } from '@hourglass/model';
import { type DatasetIdentity, parseSpec, runFingerprint } from '@hourglass/sweeps';
import { TrainerError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { printOutput } from '../json/print-output.ts';
import { lowerPriority } from '../lower-priority.ts';
import { note, print } from '../terminal/print.ts';
import { changedSince } from '../verifying/changed-since.ts';
import { type Verdict, verifyRun } from '../verifying/verify-run.ts';
import { describeProvenance } from '../worker/provenance.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface RerunOptions extends CommonOptions {
  readonly verify?: boolean;
}

/** Trains a recorded run again and compares it with its record; nothing is recorded. With --verify a difference is a failure. */
export function rerun(id: string, { verify = false, ...options }: RerunOptions): Promise<number> {
  lowerPriority();
  return reading(options, async (store) => {
    const run = await store.runs.get(id);
    if (run.kind !== 'run' || run.state !== 'complete') {
      throw new TrainerError(
        'BAD_INPUT',
        `RUN: received ${run.id}, a ${run.kind} that is ${run.state}; only a trained run that is complete can be compared.`,
      );
    }
    const engine = await loadEngine({ threads: 1 });
    const { dataset: reference } = parseSpec((await store.sweeps.get(run.sweep)).spec);
    const dataset = await loadDataset(reference, { locateUpload: store.uploads.locate });
    const changes = changedSince(
      run.provenance,
      await describeProvenance(engine.report),
      await isSameData(store, run, {
        contentHash: dataset.contentHash,
        reference,
        sampleShape: dataset.sampleShape,
        labelsHash: dataset.labelFacts?.hash,
      }),
    );
    note(`Training run ${run.id} again: ${run.totalSteps} steps.`);
    const verdict = await verifyRun(store, run, { engine, dataset });
    if (options.json) printOutput('rerun', { run: run.id, identical: verdict.differences.length === 0, ...verdict, changes });
    else print(verdictText(run, verdict, changes));
    return verify && verdict.differences.length > 0 ? exitCodes.failed : exitCodes.done;
  });
}

/** A run's fingerprint covers its data. One that was extended has that of the epochs it began with. */
async function isSameData(store: Store, run: Run, dataset: DatasetIdentity): Promise<boolean> {
  const config = runConfigSchema.parse(run.parameters);
  const before = (await store.events.ofRun(run.id)).find(({ kind }) => kind === 'run.extended')?.data?.from;
  const requested = typeof before === 'number' ? { ...config, epochs: before } : config;
  // Its data have lost their labels.
  if (requested.condition.kind === 'label' && dataset.labelsHash === undefined) return false;
  return runFingerprint({ config: requested, seed: run.seed, dataset }) === (await store.runs.fingerprint(run.id));
}

function verdictText(run: Run, { steps, epochs, weights, differences }: Verdict, changes: readonly string[]): string {
  const compared = `${steps} costs of steps, ${epochs} epochs and ${weights} weights compared`;
  const changed =
    changes.length === 0 ? ['Nothing changed since it was recorded.'] : ['Changed since it was recorded:', ...indented(changes)];
  if (differences.length === 0) return [`Run ${run.id} produced identical bits: ${compared}.`, ...changed].join('\n');
  return [`Run ${run.id} produced different bits (${compared}). The first of each kind:`, ...indented(differences), ...changed].join('\n');
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
