import type { Store } from '@hourglass/db';
import { countRuns, type PlannedSweep, parseSpec, parseSpecText, planSweep, type Spec, SweepsError } from '@hourglass/sweeps';
import { factsOf } from './dataset-facts.ts';

/**
 * So many runs are planned in a quarter of a second, in which the server answers nobody else. What is larger is planned by a process of
 * its own.
 */
const mostRuns = 5_000;

/** The sweep that a text describes. Nothing is read but the database. @throws SweepsError with a sentence for every problem */
export async function planText(store: Store, text: string): Promise<{ readonly spec: Spec; readonly planned: PlannedSweep }> {
  const document = parseSpecText(text);
  const spec = parseSpec(document);
  const count = countRuns(spec);
  if (count > mostRuns) {
    throw new SweepsError('SPEC_INVALID', [
      `The spec describes ${count} runs; at most ${mostRuns} are planned in the dashboard. Save the YAML, and start it with ./hourglass sweep FILE.`,
    ]);
  }
  const facts = await factsOf(store, spec.dataset);
  if (facts === null) {
    throw new SweepsError('SPEC_INVALID', [
      `dataset: received ${typeof spec.dataset === 'string' ? spec.dataset : spec.dataset.train}, which no sweep of this home was started on. The dashboard reads no data files: start the first sweep on them with ./hourglass sweep FILE.`,
    ]);
  }
  return { spec, planned: planSweep(spec, { document, text }, facts) };
}
