import { gridOf } from '../codes/code-config.ts';
import type { RunConfig } from '../families/configs.ts';

/** Where the codes of generated samples come from. */
export const codeSources = ['prior', 'gaussian', 'mixture', 'uniform'] as const;
export type CodeSource = (typeof codeSources)[number];

/** Components of the mixture. */
export const mixtureComponents = 10;
/** Training samples, the first ones, to whose codes a distribution is fitted. */
export const maxFittedCodes = 10_000;

/** The largest size of a code that a distribution is fitted to. At this size, iterations of the mixture take seconds. */
const maxFittedValues = { gaussian: 1_024, mixture: 128 } as const satisfies Readonly<Partial<Record<CodeSource, number>>>;

/** Whether the codes follow a distribution that is fitted to those of training samples. */
export function isFittedSource(source: CodeSource): boolean {
  return source === 'gaussian' || source === 'mixture';
}

/** The sources that a code has. */
export function sourcesOf({ code }: Pick<RunConfig, 'code'>, codeSize: number): readonly CodeSource[] {
  if (gridOf(code) !== null) return ['uniform'];
  const hasPrior = code.kind === 'variational' || code.kind === 'wasserstein';
  const fitted = (['gaussian', 'mixture'] as const).filter((source) => codeSize <= maxFittedValues[source]);
  return [...(hasPrior ? (['prior'] as const) : []), ...fitted];
}

/** The largest size of a code whose figure of a fitted distribution is recorded. At this size, the fit takes a second. */
const maxRecordedValues = 128;

/** The sources that figures of generated samples are recorded for at the end of a run: not the mixture, whose fit takes too long for every run. */
export function recordedSourcesOf(config: Pick<RunConfig, 'code'>, codeSize: number): readonly CodeSource[] {
  return sourcesOf(config, codeSize).filter((source) => source !== 'mixture' && (source !== 'gaussian' || codeSize <= maxRecordedValues));
}

/** Null if a code has this source. Otherwise a sentence that begins with the received value. */
export function codeSourceProblem(source: CodeSource, config: Pick<RunConfig, 'code'>, codeSize: number): string | null {
  const allowed = sourcesOf(config, codeSize);
  if (allowed.includes(source)) return null;
  const remedy = allowed.length === 0 ? 'No source has codes of this size.' : `Allowed are ${allowed.join(', ')}.`;
  return `received "${source}", ${reasonOf(source, config, codeSize)}. ${remedy}`;
}

function reasonOf(source: CodeSource, { code }: Pick<RunConfig, 'code'>, codeSize: number): string {
  const isQuantized = gridOf(code) !== null;
  switch (source) {
    case 'prior':
      return `but a ${code.kind} code has no prior: only a variational and a wasserstein code have one`;
    case 'gaussian':
    case 'mixture':
      return isQuantized
        ? 'but a quantized code is a number at each position, which has no mean and no covariance'
        : `which is fitted to codes of at most ${maxFittedValues[source]} values; this code has ${codeSize}`;
    case 'uniform':
      return `which draws one of the codes at each position; a ${code.kind} code is a vector of real numbers`;
  }
}
