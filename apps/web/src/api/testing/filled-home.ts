import { openStore, type Store } from '@hourglass/db';
import { temporaryHome } from '@hourglass/db/testing';
import { generateRuns } from '@hourglass/db/testing/generate-runs';
import { onTestFinished } from 'vitest';

export interface FilledHome {
  readonly home: string;
  readonly store: Store;
  /** Existing ids, and other strings that procedures recognize. */
  readonly words: readonly string[];
}

/** Creates a temporary home with runs, the first of which have metric series. It is removed when the test ends. */
export async function filledHome(): Promise<FilledHome> {
  const home = await temporaryHome();
  const store = await openStore({ home, mode: 'write' });
  onTestFinished(() => store.close());
  await generateRuns(store, { runs: 4, curves: 2 });
  const runs = await store.runs.list();
  const ids = [...new Set(runs.flatMap(({ id, sweep }) => [id, sweep]))];
  return { home, store, words: [...ids, ids[0]?.slice(0, 3) ?? '', 'zzzzzzzzzz', ...texts] };
}

const texts = [
  'cost',
  'seed',
  'learningRate',
  '-lastValidationCost',
  'depth >= 2 and (state = complete or name is empty)',
  'depth >=',
  'version: 1\nmodel: {dimensions: [784, 8]}\ntraining: {epochs: 1}\n',
  'version: 1\nmodel: {dimensions: [[784, 8], [784, 4]]}\ntraining: {learningRate: {min: 0.001, max: 0.1, scale: log, steps: 3}}\n',
  'version: 2',
  '{',
];
