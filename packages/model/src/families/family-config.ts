import type { z } from 'zod';

/** What is known of a network before it is built. */
export interface NetworkDescription {
  /** Values in a code. */
  readonly codeSize: number;
  /** Weights and biases of encoder and decoder. */
  readonly parameterCount: number;
  /** Floating-point operations of a training step for each sample of its batch: once forwards, twice as many backwards. */
  readonly flops: number;
  /** Values between layers for each sample, its own and the reconstruction's included: what a step keeps in memory, forwards. */
  readonly activationValues: number;
}

/** A kind of network as data: its fields, and what follows from them. Browser-safe, so that a page can plan and describe runs. */
export interface FamilyConfig<Config> {
  /** Every field of a configuration: `family`, those of the family, `objectiveFields` and `trainingFields`, in this order. */
  readonly schema: z.ZodObject;
  /** Whether the network depends on the shape of a sample beyond its size: then the shape is part of a run's fingerprint. */
  readonly usesSampleShape: boolean;
  /** @param sampleShape of one sample, for example `[28, 28]` */
  describe(config: Config, sampleShape: readonly number[]): NetworkDescription;
  /** Further numbers that follow from a configuration, to filter and sort by. */
  derivedValues(config: Config): Readonly<Record<string, number>>;
  /**
   * Why a configuration does not fit samples of a shape: a sentence that names the field, what came and what is allowed, and ends, without
   * its full stop, with "a sample". Null where it fits.
   */
  misfit(config: Config, sampleShape: readonly number[]): string | null;
}
