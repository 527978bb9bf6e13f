import { TrainerError } from '../errors.ts';
import { addressSpaceProblem, decideWorkers, type WorkersDecision } from './decide-workers.ts';
import { readMachineLimits } from './machine-limits.ts';

export interface ChosenWorkers extends WorkersDecision {
  /** Why workers may end on this machine; null where nothing speaks against them. */
  readonly problem: string | null;
}

/**
 * The number that somebody asked for, else what this machine has room for.
 *
 * @param workerBytes memory that one worker takes at its peak
 * @throws TrainerError MACHINE_LIMITED where workers would end for lack of addresses and nobody asked for a number of them
 */
export function chooseWorkers(asked: number | undefined, workerBytes: number): ChosenWorkers {
  const limits = readMachineLimits();
  const problem = addressSpaceProblem(limits);
  if (asked !== undefined) return { workers: asked, because: 'as asked for', problem };
  if (problem !== null) throw new TrainerError('MACHINE_LIMITED', `${problem} To try all the same, give --workers.`);
  return { ...decideWorkers(limits, workerBytes), problem };
}
