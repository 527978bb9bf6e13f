import { formatRunCounts } from '@hourglass/presentation';
import { canonicalJson, runsOfVersion, type SamplerVersion } from '@hourglass/sweeps';
import { type DatasetFacts, datasetFactsSchema } from '@hourglass/sweeps/dataset-facts';
import { defaultRanking, metricKeyText, type Ranking } from '@hourglass/sweeps/metrics';
import type { Database, Queries } from '../client.ts';
import type { Steered, SteeredBy } from '../contract/steering.ts';
import type { AddedRuns, NewSweep } from '../contract/sweeps.ts';
import { parseJson } from '../json.ts';
import { addMissingRuns } from '../repositories/add-missing-runs.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { findSweep } from '../repositories/find.ts';
import { findByFingerprint } from '../repositories/find-by-fingerprint.ts';
import { rankingColumn, readRanking } from '../repositories/rankings.ts';
import { parseSamplerVersion } from '../repositories/sampler-version.ts';
import { reviseSpec } from '../repositories/upsert-sweep.ts';
import { conflict } from './steering-result.ts';

/**
 * Adds the runs of a wider spec to an existing sweep. Commits the spec first, then the runs.
 *
 * @throws DbError STATE_CONFLICT
 */
export async function widenSweep(database: Database, id: string, wider: NewSweep, by: SteeredBy): Promise<Steered & AddedRuns> {
  const sweep = await database.write((transaction) => reviseWidened(transaction, id, wider));
  const added = await addMissingRuns(database, sweep.key, runsOfVersion(wider, sweep.samplerVersion), by);
  const message = `Sweep ${sweep.id} was widened: ${formatRunCounts(added.addedRuns, added.addedBaselines)} are new, the others are unchanged.`;
  await database.write((transaction) =>
    appendEvents(transaction, sweep.key, [{ source: by.source, kind: 'sweep.widened', message, data: { ...added } }]),
  );
  return { id: sweep.id, message, ...added };
}

/** @throws DbError STATE_CONFLICT where the samples, or what the options make of them, are others */
function requireSameData(id: string, before: DatasetFacts, { dataset, facts }: NewSweep): void {
  if (facts === undefined) return;
  if (before.contentHash !== facts.contentHash) {
    throw conflict(`The samples of ${dataset} are no longer those that sweep ${id} was started on: start a separate sweep with them.`);
  }
  const [options, optionsBefore] = [facts, before].map(({ options: given = {} }) => canonicalJson(given));
  if (options !== optionsBefore) {
    throw conflict(
      `dataset: received the options ${options}; sweep ${id} was started with ${optionsBefore}. Give the same, or start a separate sweep.`,
    );
  }
}

/** Its complete runs keep the checkpoint of one best epoch. @throws DbError STATE_CONFLICT */
function requireSameRanking(id: string, before: Ranking, after: Ranking): void {
  if (rankingColumn(before) === rankingColumn(after)) return;
  const [received, kept] = [after, before].map((ranking) => `\`${ranking.direction}: ${metricKeyText(ranking)}\``);
  throw conflict(
    `The spec has ${received}; sweep ${id} was started with ${kept}, by which its runs chose the checkpoints that they keep. Give the same, or start a separate sweep.`,
  );
}

async function reviseWidened(
  transaction: Queries,
  id: string,
  wider: NewSweep,
): Promise<{ readonly key: number; readonly id: string; readonly samplerVersion: SamplerVersion }> {
  const sweep = await findSweep(transaction, id);
  const { dataset, revision, facts, ranking, samplerVersion } = await transaction.sweep.findUniqueOrThrow({
    where: { key: sweep.key },
    select: { dataset: true, revision: true, facts: true, ranking: true, samplerVersion: true },
  });
  if (dataset !== wider.dataset) {
    throw conflict(`Sweep ${sweep.id} is on ${dataset}, and the spec on ${wider.dataset}: start a separate sweep with it.`);
  }
  if (facts !== null && wider.facts !== undefined) requireSameData(sweep.id, parseJson(datasetFactsSchema, facts), wider);
  requireSameRanking(sweep.id, readRanking(ranking), wider.ranking ?? defaultRanking);
  const holder = await findByFingerprint(transaction, wider.fingerprint);
  if (holder !== null && holder.key !== sweep.key) {
    throw conflict(`That spec is sweep ${holder.id} already: delete it first, or continue it.`);
  }
  await reviseSpec(transaction, { key: sweep.key, revision }, wider);
  await transaction.sweep.updateMany({ where: { key: sweep.key, wanted: 'stop' }, data: { wanted: 'run', wantedReason: null } });
  return { ...sweep, samplerVersion: parseSamplerVersion(samplerVersion) };
}
