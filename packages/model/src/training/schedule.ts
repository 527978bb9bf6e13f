import type { ScheduleConfig } from '../config.ts';
import type { StepClock } from './step-clock.ts';

/** The learning rate of a step, as a multiple of the configured one. */
export function scheduleFactor(schedule: ScheduleConfig, { step, stepsPerEpoch, totalSteps }: StepClock): number {
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'step':
      return schedule.factor ** Math.floor(Math.floor(step / stepsPerEpoch) / schedule.every);
    case 'cosine':
      // final + (1 − final)·(1 + cos(π·t/T))/2   Loshchilov & Hutter 2017, equation 5
      return schedule.final + ((1 - schedule.final) * (1 + Math.cos((Math.PI * step) / totalSteps))) / 2;
  }
}
