import { datasetName } from '@hourglass/datasets/catalog';
import type { Store } from '@hourglass/db';
import { countRuns, type PlannedSweep, parseSpec, parseSpecText, planSweep, type Spec, SweepsError } from '@hourglass/sweeps';
import { factsOf } from './dataset-facts.ts';

/** Planning blocks the server's event loop: 5,000 runs take 250 ms. Larger sweeps must be planned by the command line. */
const maxRuns = 5_000;

/**
 * Plans the sweep that a text describes. Reads only the database, never dataset files.
 * @throws SweepsError with one sentence per problem
 */
export async function planText(store: Store, text: string): Promise<{ readonly spec: Spec; readonly planned: PlannedSweep }> {
  const document = parseSpecText(text);
  const spec = parseSpec(document);
  const count = countRuns(spec);
  if (count > maxRuns) {
    throw new SweepsError('SPEC_INVALID', [
      `The spec describes ${count} runs; at most ${maxRuns} are planned in the dashboard. Save the YAML, and start it with ./hourglass sweep FILE.`,
    ]);
  }
  const facts = await factsOf(store, spec.dataset);
  if (facts === null) {
    throw new SweepsError('SPEC_INVALID', [
      `dataset: received ${datasetName(spec.dataset)}, which no sweep of this home was started on. The dashboard reads no data files: start the first sweep on them with ./hourglass sweep FILE.`,
    ]);
  }
  return { spec, planned: planSweep(spec, { document, text }, facts) };
}
