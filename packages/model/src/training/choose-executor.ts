import type { GraphExecutor } from '@hourglass/engine/contract';
import { describeNetwork, familyConfigOf, type RunConfig, stepsPerEpoch } from '../config.ts';

/*
 * When XLA is worth its compilation time of some seconds (measurements: docs/adr/0011-loops-compiled-by-xla.md). It removes most of a step's overhead
 * and up to half of the arithmetic time of a small step; large matrix products are equally fast in the session.
 */

/** Seconds that a compiled loop saves per step, and per floating-point operation of a step. */
const savedPerStep = 30e-6;
const savedPerOperation = 3.5e-12;
/** Seconds that it saves per step of a recurrent layer, forwards and backwards together. */
const savedPerLoopStep = 120e-6;
/** Operations of a step above which the session is as fast: of a recurrent network, those of a step of its loops. */
const maxOperations = 150e6;
/** Twice the time that compiling takes. */
const worthwhileSeconds = 6;

/** The executor for a run: a function of its configuration and the number of training samples, never of the machine or of time. */
export function chooseExecutor(config: RunConfig, sampleShape: readonly number[], trainCount: number): GraphExecutor {
  const { flops, loopSteps } = describeNetwork(config, sampleShape);
  const operations = config.batchSize * flops;
  if (!familyConfigOf(config.family).isFastInXla || operations / Math.max(1, loopSteps) > maxOperations) return 'session';
  const steps = stepsPerEpoch(config, trainCount) * config.epochs;
  const saved = savedPerStep + loopSteps * savedPerLoopStep + savedPerOperation * operations;
  return steps * saved >= worthwhileSeconds ? 'xla' : 'session';
}
