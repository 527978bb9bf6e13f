import { at } from '../checked.ts';
import { gridOf } from '../codes/code-config.ts';
import type { RunConfig } from '../families/configs.ts';
import { type Random, random } from '../random.ts';
import { type CodeSource, mixtureComponents } from './code-sources.ts';
import { type GaussianComponent, standardNormal } from './gaussian-component.ts';
import { fitMixture } from './gaussian-mixture.ts';

/** Draws the code of one sample. */
export type CodeSampler = (source: Random, target: Float32Array) => void;

interface CodeFacts {
  /** Numbers of an encoded sample. */
  readonly encodedSize: number;
  /** Codes of training samples, `[count, encodedSize]`. Only sources that are fitted to them read them. */
  readonly codes: Float32Array;
  /** Seed of the fit. */
  readonly seed: number;
}

/** What a source draws from. The source is one of the code: `codeSourceProblem` says which are. */
export function codeSampler(source: CodeSource, { code }: Pick<RunConfig, 'code'>, { encodedSize, codes, seed }: CodeFacts): CodeSampler {
  const fitted = (count: number) => mixtureSampler(fitMixture(codes, encodedSize, { count, seed }).components);
  switch (source) {
    case 'prior':
      return mixtureSampler([standardNormal(encodedSize)]);
    case 'gaussian':
      return fitted(1);
    case 'mixture':
      return fitted(mixtureComponents);
    case 'uniform': {
      const count = gridOf(code)?.codes;
      if (count === undefined) throw new RangeError(`a ${code.kind} code has no numbers to draw`);
      return (numbers, target) => {
        for (let position = 0; position < target.length; position++) target[position] = numbers.below(count);
      };
    }
  }
}

/** Codes of samples from number `first` on: each a function of the seed and its own number, however many are drawn. `[count, encodedSize]` */
export function drawCodes(
  sampler: CodeSampler,
  {
    seed,
    first = 0,
    count,
    encodedSize,
  }: { readonly seed: number; readonly first?: number; readonly count: number; readonly encodedSize: number },
): Float32Array {
  const codes = new Float32Array(count * encodedSize);
  for (let index = 0; index < count; index++) {
    sampler(random(seed, 'generation', first + index), codes.subarray(index * encodedSize, (index + 1) * encodedSize));
  }
  return codes;
}

/** `μ + L ε` of a component that is chosen by its weight. */
function mixtureSampler(components: readonly GaussianComponent[]): CodeSampler {
  return (source, target) => {
    const { mean, factor } = chosen(components, source.uniform());
    const size = mean.length;
    const epsilon = Float64Array.from({ length: size }, () => source.normal());
    for (let row = 0; row < size; row++) {
      let value = at(mean, row);
      for (let column = 0; column <= row; column++) value += at(factor, row * size + column) * at(epsilon, column);
      target[row] = value;
    }
  };
}

function chosen(components: readonly GaussianComponent[], share: number): GaussianComponent {
  let sum = 0;
  const found = components.find(({ weight }) => {
    sum += weight;
    return sum > share;
  });
  const last = found ?? components.at(-1);
  if (last === undefined) throw new RangeError('a mixture has components');
  return last;
}
