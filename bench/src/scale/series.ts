import type { SweepFlags } from '../measuring/command-line.ts';
import type { SampleFile } from '../measuring/write-samples.ts';

export interface Point {
  readonly x: number;
  readonly samples: SampleFile;
  readonly flags: Omit<SweepFlags, 'dataset'>;
}

/** A quantity that grows, and the sweep that is trained at each size. */
export interface Series {
  readonly name: string;
  /** Unit of the horizontal axis. */
  readonly unit: string;
  readonly what: string;
  /** The time that should follow the expected growth: that of the whole sweep, or only that of the training steps. */
  readonly time: 'wall' | 'training';
  /** The expected exponent of the growth. */
  readonly ideal: { readonly time: number; readonly memory: number };
  readonly points: readonly Point[];
}

const whole = 28;
const seedsUpTo = (count: number) => Array.from({ length: count }, (_, seed) => seed);

export const series: readonly Series[] = [
  {
    name: 'runs',
    unit: 'runs',
    what: 'Runs of 64-16, one epoch of 16 steps each, by as many workers as cores',
    time: 'wall',
    ideal: { time: 1, memory: 0 },
    points: [1, 10, 100, 1000].map((count) => ({
      x: count,
      samples: { count: 400, side: 8 },
      flags: { networks: [[64, 16]], seeds: seedsUpTo(count), batchSize: 20, epochs: 1 },
    })),
  },
  {
    name: 'workers',
    unit: 'workers',
    what: '12 runs of 784-256-64, two epochs of 20,000 samples each, by 1 to 4 workers',
    time: 'wall',
    ideal: { time: -1, memory: 1 },
    points: [1, 2, 3, 4].map((workers) => ({
      x: workers,
      samples: { count: 20_000, side: whole },
      flags: { networks: [[784, 256, 64]], seeds: seedsUpTo(12), batchSize: 20, epochs: 2, workers },
    })),
  },
  {
    name: 'parameters',
    unit: 'parameters',
    what: 'One run of a growing network, three epochs of 1,000 samples',
    time: 'training',
    ideal: { time: 1, memory: 1 },
    points: [
      { x: 10_204, dimensions: [784, 12] },
      { x: 99_694, dimensions: [784, 126] },
      { x: 1_001_999, dimensions: [784, 1000, 215] },
      { x: 9_946_484, dimensions: [784, 4000, 1700] },
    ].map(({ x, dimensions }) => ({
      x,
      samples: { count: 1000, side: whole },
      flags: { networks: [dimensions], seeds: [0], batchSize: 20, epochs: 3, workers: 1 },
    })),
  },
  {
    name: 'samples',
    unit: 'samples',
    what: 'One run of 784-64-16, three epochs of a growing file',
    time: 'training',
    ideal: { time: 1, memory: 0 },
    points: [500, 5000, 50_000].map((count) => ({
      x: count,
      samples: { count, side: whole },
      flags: { networks: [[784, 64, 16]], seeds: [0], batchSize: 20, epochs: 3, workers: 1 },
    })),
  },
];

/** Runs of four steps in one worker. Their time is the overhead of starting, recording and ending a run. */
export const startSeries: Pick<Point, 'samples' | 'flags'> = {
  // Of 100 samples, 10 are test samples and 9 of the other 90 validation samples. The remaining 81 make four batches of 20.
  samples: { count: 100, side: whole },
  flags: { networks: [[784, 256, 256, 64, 32]], seeds: seedsUpTo(40), batchSize: 20, epochs: 1, workers: 1 },
};
