/** Where a step is in training: what schedules and warm-ups depend on. */
export interface StepClock {
  /** From 0. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
}
