import { TrainerError } from '../errors.ts';
import { addressSpaceProblem } from './address-space.ts';
import { decideWorkers, type WorkersDecision } from './decide-workers.ts';
import { readMachineLimits } from './machine-limits.ts';

export interface ChosenWorkers extends WorkersDecision {
  /** Why workers may crash on this machine; null if no limit is known. */
  readonly problem: string | null;
}

/**
 * The requested number of workers, or else the number that this machine supports.
 *
 * @param workerBytes peak memory of one worker
 * @throws TrainerError MACHINE_LIMITED if workers would run out of address space and no number was requested
 */
export function chooseWorkers(requested: number | undefined, workerBytes: number): ChosenWorkers {
  const limits = readMachineLimits();
  const problem = addressSpaceProblem(limits);
  if (requested !== undefined) return { workers: requested, because: 'as requested', problem };
  if (problem !== null) throw new TrainerError('MACHINE_LIMITED', `${problem} To try anyway, give --workers.`);
  return { ...decideWorkers(limits, workerBytes), problem };
}
