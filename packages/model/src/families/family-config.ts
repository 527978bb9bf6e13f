import type { z } from 'zod';
import type { StepClock } from '../training/step-clock.ts';

/** Figures of a network, computed before it is built. */
export interface NetworkDescription {
  /** Values that the decoder gets for a sample; of a quantized code, those of the codes at all positions. */
  readonly codeSize: number;
  /** Numbers of an encoded sample: the code itself; of a quantized code, the number of the code at each position. */
  readonly encodedSize: number;
  /** Bits of a quantized code: positions · log₂ codes. Null for a code of real numbers. */
  readonly codeBits: number | null;
  /** Weights and biases of encoder and decoder. */
  readonly parameterCount: number;
  /** Floating-point operations of a training step per sample: a forward pass, and a backward pass of twice as many. */
  readonly flops: number;
  /** Activations per sample, with input and reconstruction: the values that the forward pass of a step keeps in memory. */
  readonly activationValues: number;
  /** Steps of the loops that a pass runs: of each recurrent layer, the steps of a sample. 0 without recurrent layers. */
  readonly loopSteps: number;
}

/** A kind of network as data: its fields and functions of them. Browser-safe, so that a page can plan and describe runs. */
export interface FamilyConfig<Config> {
  /** Every field of a configuration: `family`, those of the family, `objectiveFields` and `trainingFields`, in this order. */
  readonly schema: z.ZodObject;
  /** Whether the network depends on the shape of a sample beyond its size: then the shape is part of a run's fingerprint. */
  readonly usesSampleShape: boolean;
  /** Whether the network reads the steps of series in their order, or takes their values as a vector's: not convolutions, which need images. */
  readonly takesSeries: boolean;
  /** Whether XLA runs the family's operations at least as fast as the session does (docs/adr/0011-loops-compiled-by-xla.md): not convolutions. */
  readonly isFastInXla: boolean;
  /** @param sampleShape of one sample, for example `[28, 28]` */
  describe(config: Config, sampleShape: readonly number[]): NetworkDescription;
  /** Numbers of the network that change from step to step, by the names of the step's inputs. Missing where there are none. */
  weightsAt?(config: Config, clock: StepClock): Readonly<Record<string, number>>;
  /** Metrics of held-out samples that the network adds to those of the objective. Missing where there are none. */
  heldOutMetrics?(config: Config): readonly string[];
  /** Further numbers that follow from a configuration, to filter and sort by. */
  derivedValues(config: Config): Readonly<Record<string, number>>;
  /** Null if the fields fit each other. Otherwise a sentence that names the field, the received value and the allowed one. */
  problem(config: Config): string | null;
  /**
   * Null if a configuration fits samples of this shape. Otherwise a sentence that names the field, the received value and the allowed one; it ends
   * with "a sample" and has no full stop.
   */
  shapeProblem(config: Config, sampleShape: readonly number[]): string | null;
}
