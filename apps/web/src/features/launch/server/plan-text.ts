import type { Store } from '@hourglass/db';
import { formatCount } from '@hourglass/presentation';
import { countRuns, type PlannedSweep, parseSpec, parseSpecText, planSweep, type Spec, SweepsError } from '@hourglass/sweeps';
import { factsOf } from './dataset-facts.ts';
import { inspecting } from './inspected.ts';

/** Planning blocks the server's event loop: 5,000 runs take 250 ms. Larger sweeps must be planned by the command line. */
const maxRuns = 5_000;

/**
 * Plans the sweep that a text describes. Reads the files of a data set only if this home doesn't know it.
 *
 * @throws SweepsError with one sentence per problem; DatasetError, WebError about the files of the data set
 */
export async function planText(store: Store, text: string): Promise<{ readonly spec: Spec; readonly planned: PlannedSweep }> {
  const document = parseSpecText(text);
  const parsed = parseSpec(document);
  const spec = { ...parsed, dataset: (await inspecting()).absoluteReference(parsed.dataset) };
  const count = countRuns(spec);
  if (count > maxRuns) {
    throw new SweepsError('SPEC_INVALID', [
      `The spec describes ${formatCount(count)} runs; at most ${formatCount(maxRuns)} are planned in the dashboard. Save the YAML, and start it with ./hourglass sweep FILE.`,
    ]);
  }
  const facts = await factsOf(store, spec.dataset);
  return { spec, planned: planSweep(spec, { document, text }, facts) };
}
