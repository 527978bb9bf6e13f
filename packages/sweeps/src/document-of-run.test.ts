import { type RunConfig, runConfigSchema } from '@hourglass/model/config';
import { expect, it } from 'vitest';
import { knownFacts } from './dataset-facts.ts';
import { documentOfRun } from './document-of-run.ts';
import { expand } from './expand.ts';
import { parseSpec } from './spec.ts';

const mnist = knownFacts('mnist') ?? { title: '', contentHash: '', sampleSize: 1, trainCount: 1 };

it('the document of a run describes that run and no other', () => {
  const config: RunConfig = runConfigSchema.parse({
    dimensions: [784, 32, 8],
    noise: { kind: 'gaussian', level: 0.2 },
    optimizer: 'momentum',
    epochs: 7,
  });
  const document = documentOfRun({
    name: 'Again',
    dataset: 'mnist',
    config,
    seed: 3,
    ranking: { direction: 'minimise', part: 'validation', name: 'cost' },
    extendable: false,
    record: { reconstructions: { kind: 'thinned' } },
  });
  expect(document).toEqual({
    version: 1,
    name: 'Again',
    dataset: 'mnist',
    model: { dimensions: [784, 32, 8], noise: { kind: 'gaussian', level: 0.2 } },
    training: { optimizer: { kind: 'momentum' }, epochs: 7 },
    seeds: [3],
  });
  const runs = expand(parseSpec({ ...document, baselines: [] }), mnist);
  expect(runs).toMatchObject([{ seed: 3, parameters: config }]);
});

it('keeps the ranking, the recording settings and the data set options of its sweep', () => {
  const config = runConfigSchema.parse({ dimensions: [784, 8] });
  const document = {
    dataset: { name: 'mnist', scale: 'unit' } as const,
    extendable: true,
    record: { reconstructions: { kind: 'every', epochs: 5 } } as const,
  };
  const ranking = { direction: 'maximise', part: 'validation', name: 'kl' } as const;
  const made = documentOfRun({ name: 'Again', config, seed: 3, ranking, ...document });
  expect(made).toMatchObject({ ...document, maximise: 'validation.kl' });
  expect(made).not.toHaveProperty('minimise');
});
