import type { DatasetOptions } from './options.ts';

/** Rows of the training file, from 0. */
export interface Rows {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

export interface Split {
  readonly validation: Rows;
  readonly train: Rows;
  /** Empty where the test samples have their own file. */
  readonly test: Rows;
}

export interface TrainingFile {
  /** Samples in it. */
  readonly count: number;
  readonly hasTestFile: boolean;
  /** Names the data in messages. */
  readonly name: string;
}

const maxDefaultValidation = 5_000;

/**
 * Divides the training file. The last tenth is the test, unless that has its own file; of the rest, the first `validation` samples are held out (by
 * default a tenth, 5,000 at most), and the next `limit` are trained on (by default all). A limit changes neither validation nor test, so that
 * runs with different limits can be compared.
 *
 * @param file its samples and how messages name it
 * @returns the split, or what is wrong: a sentence
 */
export function splitOf(
  { count, hasTestFile, name }: TrainingFile,
  { validation, limit }: Pick<DatasetOptions, 'validation' | 'limit'>,
): Split | { readonly problem: string } {
  const end = count - (hasTestFile ? 0 : tenth(count));
  const start = validation ?? defaultCounts(count, hasTestFile ? 0 : null).validation;
  const left = end - start;
  if (left < 1 && end > 1 && validation !== undefined) {
    return {
      problem: `dataset.validation: received ${validation}; ${name} has ${samples(end)} for training and validation, so at most ${end - 1} is allowed.`,
    };
  }
  if (left < 1) {
    const parts = [...(hasTestFile ? [] : ['test']), ...(validation === 0 ? [] : ['validation'])].reverse();
    const needed = ['training', ...parts].join(', ').replace(/, (?=[^,]*$)/, ' and ');
    return {
      problem: `dataset.train: ${name} holds ${samples(count)}; ${needed} need at least one each, so give ${parts.length + 1} or more.`,
    };
  }
  if (limit !== undefined && limit > left) {
    return { problem: `dataset.limit: received ${limit}; ${name} has ${samples(left)} for training, so at most ${left} is allowed.` };
  }
  return {
    validation: { from: 0, to: start },
    train: { from: start, to: start + (limit ?? left) },
    test: { from: end, to: count },
  };
}

/** The number of samples of each part without options. A content hash includes them, also for files that hold too few samples to train on. */
export function defaultCounts(
  count: number,
  testCount: number | null,
): { readonly validation: number; readonly train: number; readonly test: number } {
  const end = count - (testCount === null ? tenth(count) : 0);
  const validation = Math.min(maxDefaultValidation, tenth(end));
  return { validation, train: end - validation, test: testCount ?? count - end };
}

function tenth(count: number): number {
  return Math.max(1, Math.floor(count / 10));
}

function samples(count: number): string {
  return `${count} sample${count === 1 ? '' : 's'}`;
}
