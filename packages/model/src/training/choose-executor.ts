import type { GraphExecutor } from '@hourglass/engine/contract';
import { describeNetwork, familyConfigOf, type RunConfig, stepsPerEpoch } from '../config.ts';

/*
 * When XLA is worth its compilation time of some seconds (measurements: docs/adr/0011-loops-compiled-by-xla.md). It removes most of a step's overhead
 * and up to half of the arithmetic time of a small step; large matrix products are equally fast in the session.
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
