import { rankOf } from '@hourglass/sweeps/metrics';
import { runKinds, runStates, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import { type Provenance, type Run, runExecutors } from '../contract/runs.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { jsonObjectSchema, parseJson, provenanceSchema, stringsSchema, valuesSchema } from '../json.ts';
import { toMilliseconds, toMillisecondsOrNull } from '../numbers.ts';
import { rankingOfRun } from './rankings.ts';

const kindSchema = z.enum(runKinds);
const stateSchema = z.enum(runStates);
const wantedSchema = z.enum(wantedStates);
const executorSchema = z.enum(runExecutors);

/** Columns that `toRun` reads. */
export const runSelection = {
  key: true,
  id: true,
  sweepKey: true,
  kind: true,
  name: true,
  notes: true,
  tags: true,
  seed: true,
  parameters: true,
  values: true,
  parameterCount: true,
  state: true,
  wanted: true,
  attempt: true,
  exitReason: true,
  step: true,
  totalSteps: true,
  createdAt: true,
  startedAt: true,
  endedAt: true,
  lastValidationCost: true,
  rank: true,
  bestValidationCost: true,
  bestTestCost: true,
  lastTestCost: true,
  lastTrainCost: true,
  bestEpoch: true,
  trainingSeconds: true,
  provenance: true,
  executor: true,
  executorReason: true,
  lastReconstructionEpoch: true,
  archivedAt: true,
  number: true,
  configurationKey: true,
  fingerprint: true,
} as const satisfies Prisma.RunSelect;

type SelectedRun = Prisma.RunGetPayload<{ select: typeof runSelection }>;

/** A row as returned by Prisma or by SQLite. SQLite returns 64-bit integers as numbers. */
export type RunRow = { readonly [Name in keyof SelectedRun]: SelectedRun[Name] | (bigint extends SelectedRun[Name] ? number : never) };

/** The values of its sweep that a run contains. */
export interface SweepOfRun {
  readonly id: string;
  /** The column of that name. */
  readonly ranking: string | null;
}

/** @param seen the provenances read so far by their text: runs of one worker share one, which is then read once */
export function toRun(row: RunRow, sweep: SweepOfRun, seen: Map<string, Provenance>): Run {
  const kind = kindSchema.parse(row.kind);
  const ranking = rankingOfRun(kind, sweep.ranking);
  return Object.freeze({
    id: row.id,
    sweep: sweep.id,
    kind,
    number: row.number,
    configuration: row.configurationKey,
    fingerprint: row.fingerprint,
    name: row.name,
    notes: row.notes,
    tags: parseJson(stringsSchema, row.tags),
    seed: Number(row.seed),
    parameters: parseJson(jsonObjectSchema, row.parameters),
    values: parseJson(valuesSchema, row.values),
    parameterCount: row.parameterCount,
    state: stateSchema.parse(row.state),
    wanted: wantedSchema.parse(row.wanted),
    attempt: row.attempt,
    exitReason: row.exitReason,
    step: row.step,
    totalSteps: row.totalSteps,
    createdAt: toMilliseconds(row.createdAt),
    startedAt: toMillisecondsOrNull(row.startedAt),
    endedAt: toMillisecondsOrNull(row.endedAt),
    lastValidationCost: row.lastValidationCost,
    bestValidationCost: row.bestValidationCost,
    bestTestCost: row.bestTestCost,
    lastTestCost: row.lastTestCost,
    lastTrainCost: row.lastTrainCost,
    ranking,
    bestEpoch: row.bestEpoch,
    bestValue: row.rank === null ? null : rankOf(row.rank, ranking),
    trainingSeconds: row.trainingSeconds,
    provenance: row.provenance === null ? null : provenanceOf(row.provenance, seen),
    executor: row.executor === null ? null : Object.freeze({ name: executorSchema.parse(row.executor), reason: row.executorReason }),
    lastReconstructionEpoch: row.lastReconstructionEpoch,
    archivedAt: toMillisecondsOrNull(row.archivedAt),
  });
}

function provenanceOf(text: string, seen: Map<string, Provenance>): Provenance {
  const known = seen.get(text);
  if (known !== undefined) {
    return known;
  }
  const provenance = parseJson(provenanceSchema, text);
  seen.set(text, provenance);
  return provenance;
}
