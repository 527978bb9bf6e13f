import type { StepClock } from '../training/schedule.ts';
import type { CodeConfig } from './code-config.ts';

/** The numbers of a code model that change from step to step, by the names of the step's inputs. */
export function codeWeightsAt(code: CodeConfig, clock: StepClock & { readonly sampleCount: number }): Readonly<Record<string, number>> {
  if (code.kind !== 'variational') return {};
  const { beta, capacity, warmUpEpochs, decomposed } = code;
  const warmed = warmUpEpochs === 0 ? 1 : Math.min(1, clock.step / (warmUpEpochs * clock.stepsPerEpoch));
  return {
    beta: capacity === null ? beta * warmed : beta,
    ...(capacity === null ? {} : { capacity: capacity * warmed }),
    ...(decomposed === null ? {} : { totalCorrelation: decomposed * warmed, sampleCount: clock.sampleCount }),
  };
}

/** The names of these numbers. */
export function codeWeightNames(code: CodeConfig): readonly string[] {
  return Object.keys(codeWeightsAt(code, { step: 0, stepsPerEpoch: 1, totalSteps: 1, sampleCount: 1 }));
}
