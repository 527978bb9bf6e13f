import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { prepareImportance } from './prepare-importance.ts';
import { relationAxis } from './relation-axis.ts';

/** Runs of a real search with the shares that Optuna computed for them: see testing/record-optuna-importance.py. */
const record = z
  .object({
    optuna: z.object({ version: z.string(), shares: z.record(z.string(), z.number()) }),
    runs: z.array(z.looseObject({ cost: z.number(), parameterCount: z.number() })),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'testing/optuna-importance.json'), 'utf8')));

const valuesSchema = z.record(z.string(), z.union([z.number(), z.string()]));
const { shares } = record.optuna;
const runs = record.runs.map(({ cost, ...values }, index) => ({
  ...{ id: `${index}`, label: '', index, values: valuesSchema.parse(values), measured: cost },
  ...{ isOutlier: false, hasEnded: true },
}));

describe(`importance beside Optuna ${record.optuna.version}`, () => {
  const { axes, explained } = prepareImportance({ runs, axes: Object.keys(shares).map((key) => relationAxis(key, runs)) });
  const ours = axes.map(({ axis, share }) => ({ key: axis.key, share }));

  it('ranks the leading parameters in the same order', () => {
    const leading = Object.entries(shares)
      .filter(([, share]) => share >= 0.02)
      .sort(([, a], [, b]) => b - a)
      .map(([key]) => key);
    expect(leading).toEqual(['outputActivation', 'activation', 'dimensions']);
    expect(ours.slice(0, leading.length).map(({ key }) => key)).toEqual(leading);
  });

  it('has similar shares', () => {
    for (const { key, share } of ours) expect([key, Math.abs(share - (shares[key] ?? Number.NaN)) < 0.06]).toEqual([key, true]);
  });

  it('explains most of the variance of held-out runs', () => {
    expect(explained).toBeGreaterThan(0.75);
  });
});
