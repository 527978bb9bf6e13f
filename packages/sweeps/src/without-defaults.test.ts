import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { growSchema, laterFields } from './testing/grow-schema.ts';
import { withoutDefaults } from './without-defaults.ts';

const penalty = z.preprocess(
  (value) => (typeof value === 'string' ? { kind: value } : value),
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('sparse'), target: z.number().default(0.05), weight: z.number().default(1) }),
  ]),
);
const schema = z.strictObject({
  sizes: z.array(z.int()),
  penalty: penalty.prefault('sparse'),
  layers: z.array(z.strictObject({ filters: z.int().default(8), penalty: penalty.prefault('none') })).default([]),
  byName: z.record(z.string(), z.strictObject({ rate: z.number().default(0.1) })).default({}),
  rate: z.number().default(0.1),
  note: z.string().optional(),
});
const stripped = (given: object) => withoutDefaults(schema, schema.parse(given));

describe('withoutDefaults', () => {
  it.each<[string, object, object]>([
    ['what is as by default', { sizes: [3], rate: 0.1, penalty: { kind: 'sparse', weight: 1 } }, { sizes: [3] }],
    [
      'fields within a union’s option, and not what tells which option it is',
      { sizes: [], penalty: { kind: 'sparse', weight: 2 } },
      { sizes: [], penalty: { kind: 'sparse', weight: 2 } },
    ],
    ['nothing for an option other than the default', { sizes: [], penalty: 'none' }, { sizes: [], penalty: { kind: 'none' } }],
    [
      'fields within the entries of a list, each of which stays',
      { sizes: [], layers: [{}, { filters: 8, penalty: 'none' }, { filters: 9, penalty: 'sparse' }] },
      { sizes: [], layers: [{}, {}, { filters: 9, penalty: { kind: 'sparse' } }] },
    ],
    [
      'fields within a record',
      { sizes: [], byName: { a: { rate: 0.1 }, b: { rate: 0.2 } } },
      { sizes: [], byName: { a: {}, b: { rate: 0.2 } } },
    ],
    ['no value without a default', { sizes: [1], note: 'kept' }, { sizes: [1], note: 'kept' }],
  ])('leaves out %s', (_, given, expected) => {
    expect(stripped(given)).toEqual(expected);
  });

  it('throws on an unknown schema type, instead of keeping a default', () => {
    expect(() => withoutDefaults(z.map(z.string(), z.number()), new Map())).toThrow('does not support schemas of type map');
  });

  const option = fc.oneof(
    fc.constantFrom('none', 'sparse'),
    fc.record(
      { kind: fc.constant('sparse'), target: fc.constantFrom(0.05, 0.2), weight: fc.constantFrom(1, 2) },
      { requiredKeys: ['kind'] },
    ),
  );
  const given = fc.record(
    {
      sizes: fc.array(fc.nat(9)),
      penalty: option,
      layers: fc.array(fc.record({ filters: fc.constantFrom(8, 9), penalty: option }, { requiredKeys: [] })),
      byName: fc.dictionary(fc.constantFrom('a', 'b'), fc.record({ rate: fc.constantFrom(0.1, 0.2) }, { requiredKeys: [] })),
      rate: fc.constantFrom(0.1, 0.2),
      note: fc.string(),
    },
    { requiredKeys: ['sizes'] },
  );

  it('leaves out only what parsing restores', () => {
    fc.assert(
      fc.property(given, (value) => {
        expect(schema.parse(stripped(value))).toEqual(schema.parse(value));
      }),
    );
  });

  it('gives the same result for an old value after the schema has grown by any field at any depth', () => {
    fc.assert(
      fc.property(given, fc.constantFrom(...laterFields), (value, field) => {
        const grown = growSchema(schema, 'later', field);
        const stored = JSON.parse(JSON.stringify(schema.parse(value)));
        expect(canonicalJson(withoutDefaults(grown, grown.parse(stored)))).toBe(canonicalJson(stripped(value)));
        // The default of a union's field is parsed again, so that an option which has grown is still the default.
        expect(canonicalJson(withoutDefaults(grown, grown.parse(value)))).toBe(canonicalJson(stripped(value)));
      }),
    );
  });
});
