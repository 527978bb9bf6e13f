import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DatasetOptions } from '@hourglass/datasets/catalog';
import { runConfigSchema } from '@hourglass/model/config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { BaselineConfig } from './baseline-config.ts';
import { type DatasetFacts, knownFacts, labelsOf, sampleShapeOf } from './dataset-facts.ts';
import {
  baselineFingerprint,
  type IdentitySchemas,
  identitySchemas,
  numericsVersion,
  runFingerprint,
  sweepFingerprint,
} from './fingerprint.ts';
import { planSweep } from './plan-sweep.ts';
import { parseSpec } from './spec.ts';
import { growSchema, laterFields } from './testing/grow-schema.ts';
import { withoutDefaults } from './without-defaults.ts';

const recordedSchema = z.array(
  z.object({
    title: z.string(),
    document: z.record(z.string(), z.unknown()),
    contentHash: z.string(),
    sweep: z.string(),
    runs: z.array(z.object({ kind: z.string(), seed: z.number(), parameters: z.record(z.string(), z.unknown()), fingerprint: z.string() })),
  }),
);
/** Computed once, when the rule was made or a field was added. They are in people's homes: no change of this project may change one. */
const recorded = recordedSchema.parse(JSON.parse(readFileSync(new URL('./testing/recorded-fingerprints.json', import.meta.url), 'utf8')));
const cases = recorded.map((sweep) => [sweep.title, sweep] as const);

function factsOf({ document, contentHash }: Pick<(typeof recorded)[number], 'document' | 'contentHash'>): DatasetFacts {
  return knownFacts(parseSpec(document).dataset) ?? { title: '', contentHash, sampleSize: 16, trainCount: 810 };
}

/** Every recorded fingerprint once more, under these schemas. */
function fingerprintsOf({ document, contentHash, runs }: (typeof recorded)[number], schemas: IdentitySchemas) {
  const spec = parseSpec(document);
  const facts = factsOf({ document, contentHash });
  const dataset = { contentHash, reference: spec.dataset, sampleShape: sampleShapeOf(facts), labelsHash: facts.labelFacts?.hash };
  return {
    sweep: sweepFingerprint(spec, { ...dataset, labels: labelsOf(facts, spec.dataset) }, schemas),
    runs: runs.map(({ kind, seed, parameters }) =>
      kind === 'baseline'
        ? baselineFingerprint(schemas.baseline.parse(parameters) as BaselineConfig, dataset, numericsVersion, schemas)
        : runFingerprint({ config: schemas.config.parse(parameters), seed, dataset }, numericsVersion, schemas),
    ),
  };
}

function expectRecorded(sweep: (typeof recorded)[number], schemas: IdentitySchemas): void {
  expect(fingerprintsOf(sweep, schemas)).toEqual({ sweep: sweep.sweep, runs: sweep.runs.map(({ fingerprint }) => fingerprint) });
}

function growAll(fields: Readonly<Record<string, z.ZodType>>, name: string, field: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(Object.entries(fields).map(([key, schema]) => [key, growSchema(schema, name, field)]));
}

/** The spec's own schemas, grown at the top, within unions and within lists. */
function grownSchemas(name: string, field: z.ZodType): IdentitySchemas {
  const { config, baseline, frame, fields, range, datasetOptions } = identitySchemas;
  return {
    config: growSchema(config, name, field),
    baseline: growSchema(baseline, name, field),
    frame: growSchema(frame, name, field),
    fields: (family) => ({ ...growAll(fields(family), name, field), [name]: field }),
    range: growSchema(range, name, field),
    datasetOptions: growSchema(datasetOptions, name, field),
  };
}

/** The fields of a schema, and the kinds of its unions, as paths: `code:variational.beta`. Families share the paths of their fields. */
function fieldsOf(schema: unknown, path = ''): readonly string[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldsOf(option, path));
  if (schema instanceof z.ZodPipe) return fieldsOf(schema.out, path);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return fieldsOf(schema.unwrap(), path);
  if (!(schema instanceof z.ZodObject)) return [path];
  const { kind, family: _, ...fields } = schema.shape;
  const lead = kind instanceof z.ZodLiteral ? `${path}:${kind.value}` : path;
  const inner = Object.entries(fields).flatMap(([name, field]) => fieldsOf(field, lead === '' ? name : `${lead}.${name}`));
  return kind === undefined ? inner : [lead, ...inner];
}

/** The paths of a value. */
function pathsOf(value: unknown, path = ''): readonly string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [path];
  const { kind, ...fields } = value as Readonly<Record<string, unknown>>;
  const lead = kind === undefined ? path : `${path}:${kind}`;
  return [lead, ...Object.entries(fields).flatMap(([name, inner]) => pathsOf(inner, lead === '' ? name : `${lead}.${name}`))];
}

describe('recorded fingerprints', () => {
  it.each(cases)('are reproduced for %s', (_, sweep) => {
    expectRecorded(sweep, identitySchemas);
  });

  it.each(cases)('match the plan of %s', (_, sweep) => {
    const plan = planSweep(parseSpec(sweep.document), { document: sweep.document, text: null }, factsOf(sweep));
    const planned = new Set((plan.runsOfSampler1 ?? plan.runs).map(({ fingerprint }) => fingerprint));
    expect(plan.fingerprint).toBe(sweep.sweep);
    expect(sweep.runs.filter(({ fingerprint }) => !planned.has(fingerprint))).toEqual([]);
  });

  it('include every kind of every union, and every field at a value that is not its default', () => {
    const configs = recorded.flatMap(({ runs }) => runs.filter(({ kind }) => kind === 'run').map(({ parameters }) => parameters));
    const kinds = configs.flatMap((parameters) => pathsOf(runConfigSchema.parse(parameters))).filter((path) => /:\w+$/.test(path));
    const fields = configs.flatMap((parameters) => pathsOf(withoutDefaults(runConfigSchema, runConfigSchema.parse(parameters))));
    const covered = new Set([...kinds, ...fields]);
    const expected = new Set(fieldsOf(runConfigSchema));
    expect(expected.size).toBeGreaterThan(50);
    expect([...expected].filter((path) => !covered.has(path))).toEqual([]);
  });

  it('stay the same when the schema grows', () => {
    for (const field of laterFields) {
      const schemas = grownSchemas('later', field);
      for (const sweep of recorded) expectRecorded(sweep, schemas);
    }
  });

  it('stay the same when the schema grows twice, in any order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...laterFields), fc.constantFrom(...laterFields), fc.constantFrom(...recorded), (one, two, sweep) => {
        const once = grownSchemas('later', one);
        expectRecorded(sweep, {
          config: growSchema(once.config, 'evenLater', two),
          baseline: growSchema(once.baseline, 'evenLater', two),
          frame: growSchema(once.frame, 'evenLater', two),
          fields: (family) => ({ ...growAll(once.fields(family), 'evenLater', two), evenLater: two }),
          range: growSchema(once.range, 'evenLater', two),
          datasetOptions: growSchema(once.datasetOptions, 'evenLater', two),
        });
      }),
      { numRuns: 40 },
    );
  });

  it('differ if a later field is not at its default', () => {
    const schemas = grownSchemas('later', z.number().default(3));
    const [sweep] = recorded;
    if (sweep === undefined) throw new Error('nothing is recorded');
    const dataset = { contentHash: sweep.contentHash, reference: 'mnist', sampleShape: [28, 28] } as const;
    const print = (change: object) =>
      runFingerprint({ config: schemas.config.parse({ dimensions: [784, 8], ...change }), seed: 0, dataset }, numericsVersion, schemas);
    expect(new Set([print({}), print({ later: 4 }), print({ optimizer: { kind: 'adam', later: 4 } })]).size).toBe(3);
    expect(print({ later: 3, optimizer: { kind: 'adam', later: 3 } })).toBe(print({}));
  });
});

describe('a run’s fingerprint', () => {
  const contentHash = 'a'.repeat(64);
  const config = (fields: object) => runConfigSchema.parse({ dimensions: [784, 8], ...fields });
  const dataset = { contentHash, reference: 'mnist', sampleShape: [28, 28] } as const;

  it('is the SHA-256 of canonical JSON without defaults at any depth', () => {
    const text = `{"config":{"dimensions":[784,8],"noise":{"kind":"masking"},"optimizer":{"beta1":0.5,"kind":"adam"}},"dataset":"${contentHash}","numerics":1,"seed":2}`;
    const identity = { config: config({ noise: 'masking', optimizer: { kind: 'adam', beta1: 0.5 } }), seed: 2, dataset };
    expect(runFingerprint(identity)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('does not depend on the path of the data, or on labels, which training ignores', () => {
    const print = (reference: { train: string; trainLabels?: string }) =>
      runFingerprint({ config: config({}), seed: 0, dataset: { contentHash, reference, sampleShape: [784] } });
    expect(print({ train: '/b/digits.npy', trainLabels: '/b/labels.npy' })).toBe(print({ train: '/a/digits.npy' }));
  });

  it('depends on the options that change the training data, and on no others', () => {
    const print = (options: DatasetOptions) =>
      runFingerprint({
        config: config({}),
        seed: 0,
        dataset: { contentHash, reference: { train: '/a.npy', ...options }, sampleShape: [784] },
      });
    const changed = [
      { scale: 'none' },
      { scale: 'unit' },
      { scale: 'standard' },
      { validation: 0 },
      { validation: 9 },
      { limit: 9 },
    ] as const;
    expect(new Set([{}, ...changed].map(print)).size).toBe(changed.length + 1);
    expect(print({ scale: 'auto' })).toBe(print({}));
    expect(print({ shape: [28, 28] })).toBe(print({}));
    // With a fitted scale, the shape decides whether each value has its own.
    expect(print({ scale: 'standard', shape: [28, 28] })).not.toBe(print({ scale: 'standard' }));
  });

  it('writes options beside the content', () => {
    const text = `{"config":{"dimensions":[784,8]},"dataset":"${contentHash}","datasetOptions":{"limit":9,"scale":"unit"},"numerics":1,"seed":0}`;
    const reference = { name: 'mnist', limit: 9, scale: 'unit' } as const;
    const identity = { config: config({}), seed: 0, dataset: { contentHash, reference, sampleShape: [28, 28] } };
    expect(runFingerprint(identity)).toBe(createHash('sha256').update(text).digest('hex'));
  });
});

describe('a sweep’s fingerprint', () => {
  const contentHash = 'a'.repeat(64);
  const print = (change: object, model: object = { dimensions: [784, 8] }, facts: Pick<DatasetFacts, 'labels'> = {}) => {
    const spec = parseSpec({ version: 1, model, ...change });
    return sweepFingerprint(spec, { contentHash, sampleShape: [784], labels: labelsOf(facts, spec.dataset) });
  };

  it('is the SHA-256 of canonical JSON without defaults', () => {
    const text = `{"dataset":"${contentHash}","labels":["trainLabels","testLabels"],"name":"Two rates","sampler":{"kind":"random","runs":2},"space":{"dimensions":[[784,8]],"learningRate":{"max":0.1,"min":0.01},"noise":[{"kind":"masking"}]}}`;
    const document = { name: 'Two rates', sampler: { kind: 'random', runs: 2 }, training: { learningRate: { min: 0.01, max: 0.1 } } };
    expect(print(document, { dimensions: [784, 8], noise: 'masking' })).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it.each<[string, object]>([
    [
      'defaults are written out',
      { name: 'Untitled sweep', seeds: [0], sampler: 'grid', training: { optimizer: { kind: 'adam', beta1: 0.9 }, epochs: [30] } },
    ],
    ['its runs are kept extendable', { extendable: true }],
    ['all reconstructions are kept', { record: { reconstructions: 'all' } }],
    ['some reconstructions are kept', { record: { reconstructions: { kind: 'every', epochs: 5 } } }],
  ])('stays the same if %s', (_, change) => {
    expect(print(change)).toBe(print({}));
  });

  it.each<[string, object]>([
    ['name', { name: 'Again' }],
    ['seeds', { seeds: [1] }],
    ['sampler', { sampler: 'random' }],
    ['baselines', { baselines: [] }],
    ['training', { training: { optimizer: { kind: 'adam', beta1: 0.5 } } }],
    ['axis', { training: { epochs: [30, 31] } }],
  ])('differs for another %s', (_, change) => {
    expect(print(change)).not.toBe(print({}));
  });

  it('differs if labels are added, whatever their path', () => {
    const given = (dataset: object | string) => print({ dataset });
    expect(given({ train: '/a.npy', trainLabels: '/b.npy', test: '/c.npy', testLabels: '/d.npy' })).toBe(given('mnist'));
    expect(given({ train: '/b.npy' })).toBe(given({ train: '/a.npy' }));
    expect(given({ train: '/a.npy', trainLabels: '/l.npy' })).not.toBe(given({ train: '/a.npy' }));
    expect(given({ train: '/a.npy', trainLabels: '/m.npy' })).toBe(given({ train: '/a.npy', trainLabels: '/l.npy' }));
  });

  it('is the same for labels found in a file of several arrays as for named labels', () => {
    const lone = { dataset: { train: '/digits.npz' } };
    const named = { dataset: { train: '/digits.npz#x_train', trainLabels: '/digits.npz#y_train' } };
    expect(print(lone, undefined, { labels: ['trainLabels'] })).toBe(print(named));
    expect(print(lone, undefined, { labels: [] })).toBe(print({ dataset: { train: '/a.npy' } }));
  });

  it('differs for each option of the data set, except one written out at its default', () => {
    const given = (options: object) => print({ dataset: { name: 'mnist', ...options } });
    const changed = [{ scale: 'none' }, { scale: 'unit' }, { scale: 'standard' }, { validation: 0 }, { limit: 9 }, { shape: [784] }];
    expect(new Set([{}, ...changed].map(given)).size).toBe(changed.length + 1);
    for (const same of [{}, { scale: 'auto' }, { validation: 5_000 }, { limit: 55_000 }, { shape: [28, 28] }, { shape: [28, 28, 1] }]) {
      expect(given(same)).toBe(print({ dataset: 'mnist' }));
    }
    expect(print({ dataset: { train: '/a.npy', scale: 'auto' } })).toBe(print({ dataset: { train: '/a.npy' } }));
    expect(print({ dataset: { train: '/a.npy', shape: [28, 28] } })).not.toBe(print({ dataset: { train: '/a.npy' } }));
  });
});
