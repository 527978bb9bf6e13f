import { type RunState, runStates, type Wanted, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import { DbError } from '../errors.ts';
import { findRun, findSweep } from '../repositories/find.ts';

const stateSchema = z.enum(runStates);
const wantedSchema = z.enum(wantedStates);

export interface SteeredRun {
  readonly key: number;
  readonly id: string;
  readonly sweepKey: number;
  readonly state: RunState;
  readonly wanted: Wanted;
  readonly step: number;
  readonly sweepWanted: Wanted;
  readonly sweepId: string;
}

export interface SteeredSweep {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly wanted: Wanted;
}

/** @throws DbError ID_INVALID, NOT_FOUND, AMBIGUOUS_ID */
export async function steeredRun(transaction: Queries, id: string): Promise<SteeredRun> {
  const { key } = await findRun(transaction, id);
  const { sweep, state, wanted, ...run } = await transaction.run.findUniqueOrThrow({
    where: { key },
    select: { key: true, id: true, sweepKey: true, state: true, wanted: true, step: true, sweep: { select: { wanted: true, id: true } } },
  });
  return {
    ...run,
    state: stateSchema.parse(state),
    wanted: wantedSchema.parse(wanted),
    sweepWanted: wantedSchema.parse(sweep.wanted),
    sweepId: sweep.id,
  };
}

/** @throws DbError ID_INVALID, NOT_FOUND, AMBIGUOUS_ID */
export async function steeredSweep(transaction: Queries, id: string): Promise<SteeredSweep> {
  const { key } = await findSweep(transaction, id);
  const { wanted, ...sweep } = await transaction.sweep.findUniqueOrThrow({
    where: { key },
    select: { key: true, id: true, name: true, wanted: true },
  });
  return { ...sweep, wanted: wantedSchema.parse(wanted) };
}

export function conflict(sentence: string): DbError {
  return new DbError('STATE_CONFLICT', sentence);
}
