import { createHash } from 'node:crypto';
import { at } from './checked.ts';
import type { ProbeSet, Samples } from './dataset.ts';
import { maxProbes } from './max-probes.ts';
import type { DatasetOptions } from './options.ts';

const version = 1;
const first = 10;

/**
 * The test samples that every run reconstructs: the first ten, then the first of each label in turn until every label has
 * its share, ten of ten labels. Without labels the first hundred; of fewer samples all.
 */
export function probeSetOf({ test, testLabels, classes, contentHash, options = {} }: ProbeSource): ProbeSet {
  const indices = Int32Array.from(testLabels === null ? rows(Math.min(maxProbes, test.count)) : byLabel(testLabels));
  const labels = testLabels === null ? null : Uint8Array.from(indices, (row) => at(testLabels, row));
  // Classes are hashed only if there are any: equal samples with other names differ, and hashes from before classes existed stay valid.
  const named = classes === null || labels === null ? {} : { labels: [...labels], classes };
  // Likewise options: without any, the hash is that from before there were options.
  const changed = Object.keys(options).length === 0 ? {} : { options };
  const hash = createHash('sha256')
    .update(JSON.stringify({ version, contentHash, indices: [...indices], ...named, ...changed }))
    .digest('hex');
  return Object.freeze({ version, hash, indices, labels });
}

interface ProbeSource {
  readonly test: Samples;
  readonly testLabels: Uint8Array | null;
  readonly classes: readonly string[] | null;
  readonly contentHash: string;
  /** Options that change a sample (`sampleOptions`). */
  readonly options?: DatasetOptions;
}

function byLabel(labels: Uint8Array): readonly number[] {
  const chosen = new Set(rows(Math.min(first, labels.length)));
  const distinct = [...new Set(labels)].sort((a, b) => a - b);
  const share = Math.ceil(maxProbes / distinct.length);
  const queues = distinct.map((label) => {
    const all = rows(labels.length).filter((row) => labels[row] === label);
    const taken = all.filter((row) => chosen.has(row)).length;
    return all.filter((row) => !chosen.has(row)).slice(0, Math.max(0, share - taken));
  });
  const rounds = Math.max(...queues.map((queue) => queue.length));
  const inTurn = rows(rounds).flatMap((round) => queues.flatMap((queue) => queue.slice(round, round + 1)));
  // Labels with few samples leave places free, which the first remaining samples take.
  return [...new Set([...chosen, ...inTurn, ...rows(labels.length)])].slice(0, maxProbes);
}

function rows(count: number): readonly number[] {
  return Array.from({ length: count }, (_, row) => row);
}
