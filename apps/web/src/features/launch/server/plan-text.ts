import type { Store } from '@hourglass/db';
import { type PlannedSweep, parseSpec, parseSpecText, planSweep, type Spec, SweepsError } from '@hourglass/sweeps';
import { factsOf } from './dataset-facts.ts';

/** The sweep that a text describes. Nothing is read but the database. @throws SweepsError with a sentence for every problem */
export async function planText(store: Store, text: string): Promise<{ readonly spec: Spec; readonly planned: PlannedSweep }> {
  const document = parseSpecText(text);
  const spec = parseSpec(document);
  const facts = await factsOf(store, spec.dataset);
  if (facts === null) {
    throw new SweepsError('SPEC_INVALID', [
      `dataset: received ${typeof spec.dataset === 'string' ? spec.dataset : spec.dataset.train}, which no sweep of this home was started on. The dashboard reads no data files: start the first sweep on them with ./hourglass sweep FILE.`,
    ]);
  }
  return { spec, planned: planSweep(spec, { document, text }, facts) };
}
