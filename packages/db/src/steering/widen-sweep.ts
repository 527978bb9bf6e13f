import { runsOfVersion } from '@hourglass/sweeps';
import { datasetFactsSchema } from '@hourglass/sweeps/dataset-facts';
import type { Queries } from '../client.ts';
import type { Steered, SteeredBy } from '../contract/steering.ts';
import type { NewSweep } from '../contract/sweeps.ts';
import { parseJson } from '../json.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { findByFingerprint } from '../repositories/find-by-fingerprint.ts';
import { parseSamplerVersion } from '../repositories/sampler-version.ts';
import { addMissingRuns, reviseSpec } from '../repositories/upsert-sweep.ts';
import { conflict, steeredSweep } from './steering-target.ts';

/**
 * Adds what a wider spec describes to the sweep that it widens.
 *
 * @throws DbError STATE_CONFLICT
 */
export async function widenSweep(
  transaction: Queries,
  id: string,
  wider: NewSweep,
  { source }: SteeredBy,
): Promise<Steered & { readonly addedRuns: number }> {
  const sweep = await steeredSweep(transaction, id);
  const { dataset, revision, facts, samplerVersion } = await transaction.sweep.findUniqueOrThrow({
    where: { key: sweep.key },
    select: { dataset: true, revision: true, facts: true, samplerVersion: true },
  });
  if (dataset !== wider.dataset) {
    throw conflict(`Sweep ${sweep.id} is on ${dataset}, and the spec on ${wider.dataset}: start a sweep of its own with it.`);
  }
  if (facts !== null && wider.facts !== undefined && parseJson(datasetFactsSchema, facts).contentHash !== wider.facts.contentHash) {
    throw conflict(
      `The samples of ${dataset} are no longer those that sweep ${sweep.id} was started on: start a sweep of its own with them.`,
    );
  }
  const holder = await findByFingerprint(transaction, wider.fingerprint);
  if (holder !== null && holder.key !== sweep.key) {
    throw conflict(`That spec is sweep ${holder.id} already: delete it first, or go on with it.`);
  }
  await reviseSpec(transaction, { key: sweep.key, revision }, wider);
  const addedRuns = await addMissingRuns(transaction, sweep.key, runsOfVersion(wider, parseSamplerVersion(samplerVersion)));
  await transaction.sweep.updateMany({ where: { key: sweep.key, wanted: 'stop' }, data: { wanted: 'run', wantedReason: null } });
  const message = `Sweep ${sweep.id} was widened: ${addedRuns} runs are new, the others stay as they are.`;
  await appendEvents(transaction, sweep.key, [{ source, kind: 'sweep.widened', message, data: { addedRuns } }]);
  return { id: sweep.id, message, addedRuns };
}
