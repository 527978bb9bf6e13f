import { z } from 'zod';
import { kindOrName } from '../kind-or-name.ts';
import type { StepClock } from '../training/step-clock.ts';
import { type CodeGrid, type CodeHead, type CodeKind, type CodeSurroundings, simpleKind } from './code-kind.ts';
import { contractiveKind, contractiveSchema } from './contractive-config.ts';
import { quantizedKind, quantizedSchema } from './quantized-config.ts';
import { regularizedKind, regularizedSchema } from './regularized-config.ts';
import { sparseKind, sparseSchema } from './sparse-config.ts';
import { variationalKind, variationalSchema } from './variational-config.ts';
import { wassersteinKind, wassersteinSchema } from './wasserstein-config.ts';

export { coupledRows, maxRecordedCodes } from './code-kind.ts';

/** The code model: how codes follow from the encoder's result, `codeSize` values, and what the objective adds for them. */
export const codeSchema = kindOrName(
  z.discriminatedUnion('kind', [
    /** The encoder's last layer. */
    z.strictObject({ kind: z.literal('plain') }),
    variationalSchema,
    sparseSchema,
    contractiveSchema,
    wassersteinSchema,
    quantizedSchema,
    regularizedSchema,
  ]),
);
export type CodeConfig = z.output<typeof codeSchema>;

type KindTable = { readonly [Kind in CodeConfig['kind']]: CodeKind<Extract<CodeConfig, { kind: Kind }>> };

/** Every code model's options. Adding one is its file, its schema above and a line here. */
const kinds: KindTable = {
  plain: simpleKind,
  variational: variationalKind,
  sparse: sparseKind,
  contractive: contractiveKind,
  wasserstein: wassersteinKind,
  quantized: quantizedKind,
  regularized: regularizedKind,
};

function kindOf({ kind }: CodeConfig): CodeKind<CodeConfig> {
  // The entry of a kind gets configurations of that kind only.
  return kinds[kind] as CodeKind<CodeConfig>;
}

export const headsOf = (code: CodeConfig): readonly CodeHead[] => kindOf(code).heads;
export const gridOf = (code: CodeConfig): CodeGrid | null => kindOf(code).grid(code);
export const isBatchCoupled = (code: CodeConfig): boolean => kindOf(code).isBatchCoupled(code);
export const leastSamplesOf = (code: CodeConfig): number => kindOf(code).leastSamples;
export const codeTermsOf = (code: CodeConfig): readonly string[] => kindOf(code).terms(code);
export const codeSummariesOf = (code: CodeConfig, sampleCount: number): readonly string[] => kindOf(code).summaries(sampleCount);
export const passesOf = (code: CodeConfig, codeSize: number) => kindOf(code).passes(code, codeSize);
export const pairValuesOf = (code: CodeConfig, codeSize: number): number => kindOf(code).pairValues(code, codeSize);

/** Null if the code model fits the other choices, else a sentence: see `CodeKind`. */
export function codeProblem({ code, ...others }: CodeSurroundings & { readonly code: CodeConfig }): string | null {
  return kindOf(code).problem(code, others);
}

export type CodeClock = StepClock & { readonly sampleCount: number };

/** The weights of a code model that are inputs of a step, by name. */
export function codeWeightsAt(code: CodeConfig, clock: CodeClock): Readonly<Record<string, number>> {
  return kindOf(code).weightsAt(code, clock);
}

/** The weights after warm-up. */
export function finalCodeWeights(code: CodeConfig, sampleCount: number): Readonly<Record<string, number>> {
  return codeWeightsAt(code, { step: Number.MAX_SAFE_INTEGER, stepsPerEpoch: 1, totalSteps: 1, sampleCount });
}

/** The names of these weights. */
export function codeWeightNames(code: CodeConfig): readonly string[] {
  return Object.keys(finalCodeWeights(code, 1));
}
