import { datasetFactsSchema } from '@hourglass/sweeps/dataset-facts';
import { type RunState, runStates, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import type { Sweep } from '../contract/sweeps.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { jsonObjectSchema, parseJson, stringsSchema } from '../json.ts';
import { toMilliseconds } from '../numbers.ts';
import { parseSamplerVersion } from './sampler-version.ts';

const wantedSchema = z.enum(wantedStates);
const stateSchema = z.enum(runStates);

/** States in which a run's last costs are its result. A failed run has costs, yet they are of a training that broke off. */
const statesWithResult: RunState[] = ['complete', 'pruned', 'stopped'];

/** Sweeps with the counts of their runs, newest first: four queries, however many they are. */
export async function readSweeps(queries: Queries, where: Prisma.SweepWhereInput): Promise<readonly Sweep[]> {
  const rows = await queries.sweep.findMany({
    where: { ...where, deletedAt: null },
    orderBy: [{ createdAt: 'desc' }, { key: 'desc' }],
    include: { revisions: { orderBy: { revision: 'desc' }, take: 1 } },
  });
  const keys = rows.map((row) => row.key);
  const counts = await countRuns(queries, keys);
  const best = await bestRuns(queries, keys);
  return Object.freeze(
    rows.map((row) => {
      const revision = row.revisions[0];
      return Object.freeze({
        id: row.id,
        name: row.name,
        spec: parseJson(jsonObjectSchema, revision?.spec ?? '{}'),
        specText: revision?.specText ?? null,
        revision: row.revision,
        dataset: row.dataset,
        facts: row.facts === null ? null : parseJson(datasetFactsSchema, row.facts),
        axes: parseJson(stringsSchema, row.axes),
        samplerVersion: parseSamplerVersion(row.samplerVersion),
        wanted: wantedSchema.parse(row.wanted),
        wantedReason: row.wantedReason,
        createdAt: toMilliseconds(row.createdAt),
        counts: counts.get(row.key)?.runs ?? noRuns,
        baselines: counts.get(row.key)?.baselines ?? 0,
        best: best.get(row.key) ?? null,
        updatedAt: toMilliseconds(row.updatedAt),
      });
    }),
  );
}

type Counts = Readonly<Record<RunState, number>>;

const noRuns: Counts = Object.freeze({ waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0, stopped: 0 });

async function countRuns(queries: Queries, sweepKeys: number[]): Promise<Map<number, { runs: Counts; baselines: number }>> {
  const groups = await queries.run.groupBy({
    by: ['sweepKey', 'kind', 'state'],
    where: { sweepKey: { in: sweepKeys }, deletedAt: null },
    _count: { _all: true },
  });
  const counts = new Map<number, { runs: Counts; baselines: number }>();
  for (const { sweepKey, kind, state, _count } of groups) {
    const before = counts.get(sweepKey) ?? { runs: noRuns, baselines: 0 };
    counts.set(
      sweepKey,
      kind === 'baseline'
        ? { ...before, baselines: before.baselines + _count._all }
        : { ...before, runs: Object.freeze({ ...before.runs, [stateSchema.parse(state)]: _count._all }) },
    );
  }
  return counts;
}

async function bestRuns(queries: Queries, sweepKeys: number[]): Promise<Map<number, Sweep['best']>> {
  const ended = { kind: 'run', state: { in: statesWithResult }, deletedAt: null } as const;
  const lowest = await queries.run.groupBy({
    by: ['sweepKey'],
    where: { ...ended, sweepKey: { in: sweepKeys }, lastValidationCost: { not: null } },
    _min: { lastValidationCost: true },
  });
  const runs = await queries.run.findMany({
    where: { ...ended, OR: lowest.map(({ sweepKey, _min }) => ({ sweepKey, lastValidationCost: _min.lastValidationCost })) },
    select: { id: true, sweepKey: true, lastValidationCost: true },
    // Of several with the same cost the oldest: it is set last.
    orderBy: { key: 'desc' },
  });
  return new Map(
    runs.map(({ sweepKey, id, lastValidationCost }) => [
      sweepKey,
      Object.freeze({ run: id, validationCostPerSample: lastValidationCost ?? Number.NaN }),
    ]),
  );
}
