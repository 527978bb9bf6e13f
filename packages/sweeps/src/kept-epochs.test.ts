import { at } from '@hourglass/presentation/at';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countKeptEpochs, isLandmark, keptEpochs, type RecordedEpoch } from './kept-epochs.ts';
import { type ReconstructionKeeping, recordConfigOf } from './record-config.ts';

const thinned = { kind: 'thinned' } as const;
const epochs = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('the epochs that keep their reconstructions', () => {
  it('are by default the first ten, then 20 for each factor of ten', () => {
    expect(epochs(100).filter((epoch) => isLandmark(thinned, epoch))).toEqual([
      ...epochs(10),
      ...[11, 13, 14, 16, 18, 20, 22, 25, 28, 32, 35, 40, 45, 50, 56, 63, 71, 79, 89, 100],
    ]);
    expect(epochs(10_000).filter((epoch) => isLandmark(thinned, epoch))).toHaveLength(10 + 3 * 20);
    expect(countKeptEpochs(thinned, 3_000)).toBe(10 + 20 + 20 + 9 + 2);
  });

  it('are multiples of a number, or all, if the spec says so', () => {
    const { reconstructions } = recordConfigOf({ record: { reconstructions: { kind: 'every', epochs: 4 } } });
    expect(epochs(12).filter((epoch) => isLandmark(reconstructions, epoch))).toEqual([4, 8, 12]);
    expect(recordConfigOf({ record: { reconstructions: 'all' } }).reconstructions).toEqual({ kind: 'all' });
    expect(recordConfigOf({}).reconstructions).toEqual(thinned);
    expect(countKeptEpochs({ kind: 'all' }, 7)).toBe(7);
  });

  it('include the best and the last up to each horizon, where ties go to the earliest and values that are not finite are ignored', () => {
    const ranks = [9, 3, 5, 3, null, 4];
    const recorded = ranks.map((rank, index) => ({ epoch: 20 + index, rank }));
    const every = { kind: 'every', epochs: 100 } as const;
    expect([...keptEpochs(recorded, every, [Infinity])]).toEqual([25, 21]);
    expect([...keptEpochs(recorded, every, [20, Infinity])].sort()).toEqual([20, 21, 25]);
    expect([...keptEpochs([{ epoch: 24, rank: null }], every, [Infinity])]).toEqual([24]);
    expect(keptEpochs([], every, [Infinity]).size).toBe(0);
  });

  const keepings = fc.oneof(
    fc.constant<ReconstructionKeeping>(thinned),
    fc.constant<ReconstructionKeeping>({ kind: 'all' }),
    fc.integer({ min: 1, max: 30 }).map((epochs): ReconstructionKeeping => ({ kind: 'every', epochs })),
  );

  it('are the same for a run that was interrupted and resumed repeatedly as for one that was not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }),
        keepings,
        fc.array(fc.nat(59), { maxLength: 12 }),
        (costs, keeping, interruptions) => {
          const alone = train(costs, keeping, []);
          expect(train(costs, keeping, interruptions)).toEqual(alone);
          const best = costs.indexOf(Math.min(...costs)) + 1;
          expect(alone).toEqual(expect.arrayContaining([best, costs.length]));
          expect(alone).toEqual(epochs(costs.length).filter((epoch) => isLandmark(keeping, epoch) || [best, costs.length].includes(epoch)));
        },
      ),
    );
  });
});

/** Trains through the costs of the epochs with two whole checkpoints, is taken back to one of them after some, and thins after each epoch. */
function train(costs: readonly number[], keeping: ReconstructionKeeping, interruptions: readonly number[]): readonly number[] {
  const left = [...interruptions];
  let recorded: readonly RecordedEpoch[] = [];
  let checkpoints: readonly number[] = [];
  for (let epoch = 1; epoch <= costs.length; ) {
    recorded = [...recorded, { epoch, rank: costs[epoch - 1] ?? null }];
    // Every other epoch has a checkpoint.
    if (epoch % 2 === 0) checkpoints = [...checkpoints, epoch].slice(-2);
    recorded = thin(recorded, keeping, [...checkpoints, Infinity]);
    if (left.length > 0 && epoch >= at(left, 0)) {
      left.shift();
      // The newest may be damaged.
      if (left.length % 2 === 0) checkpoints = checkpoints.slice(0, -1);
      const back = checkpoints.at(-1) ?? 0;
      recorded = recorded.filter((one) => one.epoch <= back);
      epoch = back + 1;
    } else epoch++;
  }
  return thin(recorded, keeping, [Infinity]).map(({ epoch }) => epoch);
}

function thin(recorded: readonly RecordedEpoch[], keeping: ReconstructionKeeping, horizons: readonly number[]): readonly RecordedEpoch[] {
  const kept = keptEpochs(recorded, keeping, horizons);
  return recorded.filter(({ epoch }) => kept.has(epoch));
}
