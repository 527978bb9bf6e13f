import type { GraphExecutor } from '@hourglass/engine/contract';
import { describeNetwork, familyConfigOf, type RunConfig, stepsPerEpoch } from '../config.ts';

/*
 * When XLA pays (docs/adr/0011-loops-compiled-by-xla.md has the measurements). It saves most of what a step costs beside its arithmetic, and up to half of a
 * small step's arithmetic; a large step's products are as fast in the session. It costs some seconds of compiling.
 */

/** Seconds that a compiled loop saves per step, and per floating-point operation of a step. */
const savedPerStep = 30e-6;
const savedPerOperation = 3.5e-12;
/** Operations of a step above which the session is as fast. */
const maxOperations = 150e6;
/** Twice the time that compiling takes. */
const worthwhileSeconds = 6;

/** The executor for a run: a function of its configuration and the number of training samples, never of the machine or of time. */
export function chooseExecutor(config: RunConfig, sampleShape: readonly number[], trainCount: number): GraphExecutor {
  const operations = config.batchSize * describeNetwork(config, sampleShape).flops;
  if (!familyConfigOf(config.family).isFastInXla || operations > maxOperations) return 'session';
  const steps = stepsPerEpoch(config, trainCount) * config.epochs;
  return steps * (savedPerStep + savedPerOperation * operations) >= worthwhileSeconds ? 'xla' : 'session';
}
