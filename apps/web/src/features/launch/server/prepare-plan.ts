import type { Store } from '@hourglass/db';
import { estimateSweep, fieldOfProblem, type PlannedSweep, runsOfVersion, type SweepEstimate, SweepsError } from '@hourglass/sweeps';
import { withCommands } from '#server/with-commands.ts';
import { readMachineRates } from './estimate-basis.ts';
import { planText } from './plan-text.ts';

/** The effects of starting a spec, computed without starting it. */
export interface LaunchPlan {
  /** Problems with the spec. While there are any, it cannot be started. */
  readonly problems: readonly { readonly field: string | null; readonly sentence: string }[];
  /** Remarks about a valid spec, as sentences. */
  readonly notes: readonly string[];
  readonly runs: number;
  readonly baselines: number;
  /** Number of runs to train; the others exist already. */
  readonly newRuns: number;
  readonly newBaselines: number;
  /** The existing sweep that contains the other runs. */
  readonly known: { readonly id: string; readonly name: string } | null;
  readonly estimate: SweepEstimate | null;
}

const nothing = { notes: [], runs: 0, baselines: 0, newRuns: 0, newBaselines: 0, known: null, estimate: null } as const;

export async function preparePlan(store: Store, text: string, widen: string | null): Promise<LaunchPlan> {
  try {
    const { spec, planned } = await planText(store, text);
    const holder = await store.sweeps.byFingerprint(planned.fingerprint);
    const widened = widen === null ? null : await store.sweeps.get(widen);
    if (widened !== null && holder !== null && holder.id !== widened.id) {
      return {
        ...nothing,
        problems: [{ field: null, sentence: `That spec is sweep ${holder.name} (${holder.id}) already: continue that sweep.` }],
      };
    }
    if (widened !== null && widened.dataset !== planned.dataset) {
      const sentence = `dataset: received ${planned.dataset}; a sweep on ${widened.dataset} is widened on ${widened.dataset}. Clone it for other data.`;
      return { ...nothing, problems: [{ field: 'dataset', sentence }] };
    }
    const known = widened ?? holder;
    const there = known === null ? new Set<string>() : await store.runs.fingerprintsOf(known.id);
    const runs = known === null ? planned.runs : runsOfVersion(planned, known.samplerVersion);
    const missing = runs.filter(({ fingerprint }) => !there.has(fingerprint));
    const rates = await readMachineRates(store);
    return {
      problems: [],
      notes: planned.notes,
      ...counted(runs),
      newRuns: counted(missing).runs,
      newBaselines: counted(missing).baselines,
      known: known === null ? null : { id: known.id, name: known.name },
      estimate:
        missing.length === 0
          ? null
          : estimateSweep(missing, { ...rates, facts: planned.facts, extendable: spec.extendable, record: spec.record }),
    };
  } catch (error) {
    const sentences = error instanceof SweepsError ? error.problems : problemsOfFiles(error);
    return { ...nothing, problems: sentences.map((sentence) => ({ field: fieldOfProblem(sentence), sentence: withCommands(sentence) })) };
  }
}

/** What is wrong with the files of a data set. */
function problemsOfFiles(error: unknown): readonly string[] {
  const isKnown = error instanceof Error && (error.name === 'DatasetError' || error.name === 'WebError');
  if (!isKnown) throw error;
  return [error.message];
}

function counted(runs: PlannedSweep['runs']): { readonly runs: number; readonly baselines: number } {
  const baselines = runs.filter(({ kind }) => kind === 'baseline').length;
  return { runs: runs.length - baselines, baselines };
}
