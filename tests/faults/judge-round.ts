import { isDeepStrictEqual } from 'node:util';
import type { Round } from './kill-sweep.ts';
import type { RunRecord } from './read-record.ts';

/** Sentences for each difference between a round and the undisturbed sweep. */
export function judgeRound({ record }: Round, undisturbed: readonly RunRecord[]): readonly string[] {
  const sentences: string[] = [];
  if (record.length !== undisturbed.length) sentences.push(`${record.length} runs instead of ${undisturbed.length}`);
  for (const [index, expected] of undisturbed.entries()) {
    const actual = record[index];
    if (actual?.completions !== 1) sentences.push(`${expected.name} was completed ${actual?.completions} times`);
    if (actual?.isContiguous !== true) sentences.push(`the steps of ${expected.name} are not each there once`);
    if (!isDeepStrictEqual(actual, expected)) {
      sentences.push(`${expected.name} differs:\n  undisturbed ${JSON.stringify(expected)}\n  disturbed   ${JSON.stringify(actual)}`);
    }
  }
  return sentences;
}
