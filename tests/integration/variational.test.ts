import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { hourglass, inTemporaryFolder } from '../support/hourglass.ts';

const spec = `version: 1
name: Variational
dataset: { name: mnist, limit: 1500, validation: 500 }
model:
  dimensions: [784, 16, 4]
  activation: relu
  normalisation: batch
  centre: false
  code: [{ kind: variational, beta: 2 }, { kind: variational, beta: 1000 }]
  likelihood: bernoulli
training: { batchSize: 50, epochs: 2, learningRate: 0.003 }
baselines: []
`;

const terms = z.object({
  cost: z.number(),
  objective: z.number(),
  negativeLogLikelihood: z.number(),
  kl: z.number(),
  weightedKl: z.number(),
});
const heldOut = terms.extend({ activeUnits: z.int() });
const shownSchema = z.object({
  epochs: z.array(
    z.object({ metrics: z.object({ train: terms, validation: heldOut, test: heldOut.extend({ logLikelihood: z.number().optional() }) }) }),
  ),
});
const listSchema = z.array(z.object({ id: z.string(), params: z.record(z.string(), z.unknown()) }));

it('records the terms of a variational run, finds it by them, and repeats it bit for bit', { timeout: 300_000 }, () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, 'spec.yaml');
    await writeFile(file, spec);
    const home = ['--home', join(folder, 'home')];
    expect(await hourglass('sweep', file, '--workers', '1', ...home)).toMatchObject({ exitCode: 0 });
    const listed = async (filter: string) =>
      listSchema.parse(JSON.parse((await hourglass('runs', 'ls', '--filter', filter, '--json', ...home)).stdout)).map(({ id }) => id);
    // With a weight of 1,000, the code carries no information.
    const [used, ...others] = await listed('validation.kl > 0.5');
    expect(others).toEqual([]);
    const [ignored] = await listed('validation.kl < 0.5');
    const shown = await Promise.all([used, ignored].map((id) => hourglass('runs', 'show', `${id}`, '--json', ...home)));
    const [ofUsed, ofIgnored] = shown.map(({ stdout }) => shownSchema.parse(JSON.parse(stdout)).epochs);
    expect(ofUsed).toHaveLength(2);
    for (const { metrics } of ofUsed ?? []) {
      for (const part of [metrics.train, metrics.validation, metrics.test]) {
        expect(part.objective).toBeCloseTo(part.negativeLogLikelihood + part.weightedKl, 3);
        expect(part.weightedKl).toBeCloseTo(2 * part.kl, 3);
      }
    }
    const [first, last] = ofUsed ?? [];
    expect(first?.metrics.test.logLikelihood).toBeUndefined();
    // The bound of many samples is at least that of one, up to the samples that it is computed on.
    expect(last?.metrics.test.logLikelihood ?? Number.NaN).toBeGreaterThan(-(last?.metrics.test.objective ?? Number.NaN));
    expect(ofIgnored?.at(-1)?.metrics.validation.activeUnits).toBeLessThanOrEqual(1);
    expect((await hourglass('runs', 'show', `${ignored}`, ...home)).stdout).toContain('The code is ignored (posterior collapse)');
    const [names, values] = (await hourglass('runs', 'export', `${used}`, '--csv', '--steps', ...home)).stdout.split('\n');
    const step = Object.fromEntries(names?.split(',').map((name, index) => [name, Number(values?.split(',')[index])]) ?? []);
    expect(Object.keys(step)).toEqual(['step', 'costPerSample', 'objective', 'negativeLogLikelihood', 'kl', 'weightedKl']);
    expect(step.objective).toBeCloseTo(Number(step.negativeLogLikelihood) + Number(step.weightedKl), 3);
    expect((await hourglass('rerun', `${used}`, '--verify', ...home)).exitCode).toBe(0);
  }),
);
