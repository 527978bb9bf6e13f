import { pictureOptionNames } from '@hourglass/datasets/catalog';
import { parseSpec } from '@hourglass/sweeps';
import { type FormField, formFields } from '@hourglass/sweeps/form';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsOf, rangeAround, readNumbers, valueFor, valuesOf, writeNumbers } from './fields/field-values.ts';
import { expandGroups, kindGroups } from './fields/kind-groups.ts';
import { prepareSections } from './prepare-fields.ts';
import { edited, type SpecState, specState, typed, valueAt, withoutForeignFields } from './spec-state.ts';

const fields = formFields();
const field = (name: string): FormField => {
  const found = fields.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the form has no ${name}`);
  return found;
};

const rowsOf = ({ document }: SpecState, section: string) =>
  prepareSections(fields, document, []).find(({ title }) => title === section)?.rows ?? [];

const text = `# Which rate?
version: 1
model:
  dimensions: [784, 64]
training:
  learningRate: [0.01, 0.001] # two
`;

describe('form and text', () => {
  it('stay in sync: changing a field changes its line and preserves the comments', () => {
    const state = edited(specState(text), ['training', 'batchSize'], 100);
    expect(state.text).toBe(`${text}  batchSize: 100\n`);
    expect(valueAt(state.document, ['training', 'batchSize'])).toBe(100);
    const again = typed(state, state.text.replace('100', '[100, 20]'));
    expect(valueAt(again.document, ['training', 'batchSize'])).toEqual([100, 20]);
  });

  it('show the defaults that the code model and the likelihood imply', () => {
    const defaultOf = (state: SpecState, name: string) => rowsOf(state, 'Network').find((row) => row.field.name === name)?.field.default;
    const plain = specState(text);
    expect([defaultOf(plain, 'tied'), defaultOf(plain, 'outputActivation')]).toEqual([true, 'tanh']);
    const variational = edited(edited(plain, ['model', 'code'], { kind: 'variational', beta: 4 }), ['model', 'likelihood'], 'bernoulli');
    expect([defaultOf(variational, 'tied'), defaultOf(variational, 'outputActivation')]).toEqual([false, 'linear']);
  });

  it('have no code size where the code keeps the grid of its network', () => {
    const codeSize = (code: string) =>
      rowsOf(edited(specState('version: 1\nmodel:\n  family: convolutional\n'), ['model', 'code'], code), 'Network').find(
        (row) => row.field.name === 'codeSize',
      );
    expect(codeSize('plain')).toMatchObject({ note: 'default', field: { default: 16, isRange: true, input: { kind: 'number' } } });
    expect(codeSize('quantized')).toMatchObject({ note: 'none', field: { default: null } });
  });

  it('keep the form and report the problem while the text cannot be parsed', () => {
    const broken = typed(specState(text), `${text}  oops: [`);
    expect(broken.problem).toMatch(/^The spec is not valid YAML: /);
    expect(valueAt(broken.document, ['training', 'learningRate'])).toEqual([0.01, 0.001]);
    expect(typed(broken, text)).toEqual(specState(text));
  });

  it('drop the fields that the chosen families do not have', () => {
    const chosen = edited(specState(text), ['model', 'family'], 'convolutional');
    const state = withoutForeignFields(chosen, fields, ['convolutional']);
    expect(state.document.model).toEqual({ family: 'convolutional' });
    expect(() => parseSpec(state.document)).not.toThrow();
    expect(withoutForeignFields(chosen, fields, ['dense', 'convolutional']).document.model).toHaveProperty('dimensions');
  });

  it('reset the data set alone: its options are fields of their own', () => {
    const given = specState(`${text}dataset: { train: /a/digits.npy, scale: unit, shape: [8, 8] }\n`);
    const [rowBefore, ...optionsBefore] = rowsOf(given, 'Data');
    expect(rowBefore).toMatchObject({ canReset: true });
    const reset = edited(given, ['dataset'], undefined);
    expect(reset.document.dataset).toEqual({ name: 'mnist', scale: 'unit', shape: [8, 8] });
    const [row, ...options] = rowsOf(reset, 'Data');
    expect(row).toMatchObject({ canReset: false, note: 'default' });
    // Those of pictures are shown for files alone.
    const isOfPictures = ({ field: { name } }: (typeof options)[number]) => pictureOptionNames.some((each) => each === name);
    expect(optionsBefore.filter(isOfPictures)).toHaveLength(pictureOptionNames.length);
    expect(options).toEqual(optionsBefore.filter((row) => !isOfPictures(row)));
    expect(edited(specState(`${text}dataset: fashion-mnist\n`), ['dataset'], undefined).document).toEqual(specState(text).document);
  });

  it('reset each field without changing another', () => {
    const full = specState(
      `${text}dataset: { name: fashion-mnist, scale: unit, limit: 100 }\nseeds: [1, 2]\nbaselines: []\nextendable: true\nsampler: { kind: random, runs: 3 }\nrecord: { reconstructions: all }\n`,
    );
    const rows = () => prepareSections(fields, full.document, []).flatMap((section) => section.rows);
    const resettable = rows().filter(({ canReset }) => canReset);
    expect(resettable.map((row) => row.field.name)).toEqual(
      expect.arrayContaining(['dataset', 'scale', 'seeds', 'learningRate', 'reconstructions']),
    );
    for (const {
      field: { path, name },
    } of resettable) {
      const after = edited(full, path, undefined);
      const others = (document: typeof full.document) =>
        prepareSections(fields, document, []).flatMap((section) =>
          section.rows.filter((row) => row.field.name !== name && row.field.name !== 'dataset').map((row) => [row.field.name, row.value]),
        );
      expect(others(after.document), name).toEqual(others(full.document));
    }
  });

  it('omit every field that has its default', () => {
    for (const each of fields.filter(({ default: fallback }) => fallback !== null)) {
      expect(valueFor(each, valuesOf(each, undefined)), each.name).toBeUndefined();
    }
  });

  it('preserve every choice that the form offers', () => {
    const choices = fields.flatMap((each) =>
      each.input.kind === 'choice' && each.name !== 'family' ? [{ each, options: each.input.options }] : [],
    );
    fc.assert(
      fc.property(
        fc
          .constantFrom(...choices)
          .chain(({ each, options }) => fc.record({ each: fc.constant(each), values: fc.subarray([...options], { minLength: 1 }) })),
        ({ each, values }) => {
          const chosen = each.takes === 'one' ? values.slice(0, 1) : values;
          const ofFamily = each.family === null || each.family === 'dense' ? text : `version: 1\nmodel:\n  family: ${each.family}\n`;
          // Options of files and of pictures are chosen for those.
          const data =
            each.path[0] === 'dataset'
              ? `dataset: { train: ${each.name === 'kind' ? 'a.npy' : 'photos/, size: 8'} }
`
              : '';
          const state = edited(specState(ofFamily + data), each.path, valueFor(each, chosen));
          expect(valuesOf(each, valueAt(state.document, each.path))).toEqual(chosen);
          expect(() => parseSpec(state.document)).not.toThrow();
        },
      ),
    );
  });
});

describe('numbers', () => {
  it('are read as written, and other words are left for the spec to refuse', () => {
    expect(readNumbers(' 0.001, 3e-4 ;20\n x ')).toEqual([0.001, 0.0003, 20, 'x']);
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)), (numbers) => {
        expect(readNumbers(writeNumbers(numbers))).toEqual(numbers);
      }),
    );
  });

  it('become a range around them, and a range becomes its ends', () => {
    expect(rangeAround([0.001], false)).toEqual({ min: 0.0001, max: 0.01, scale: 'log', steps: 3 });
    expect(rangeAround([20, 100, 50], true)).toEqual({ min: 20, max: 100, steps: 3 });
    expect(rangeAround([0], false)).toEqual({ min: 0, max: 0.001, steps: 3 });
    expect(endsOf({ min: 1, max: 5, steps: 3 })).toEqual([1, 5]);
    for (const name of ['learningRate', 'batchSize', 'epochs', 'weightDecay']) {
      const each = field(name);
      const range = rangeAround(valuesOf(each, undefined), each.input.kind === 'number' && each.input.bounds.integer);
      expect(() => parseSpec(edited(specState(text), each.path, range).document), name).not.toThrow();
    }
  });

  it('of several networks are a list of lists', () => {
    expect(valuesOf(field('dimensions'), [784, 64])).toEqual([[784, 64]]);
    expect(
      valuesOf(field('dimensions'), [
        [784, 64],
        [784, 8],
      ]),
    ).toEqual([
      [784, 64],
      [784, 8],
    ]);
    expect(valueFor(field('dimensions'), [[784, 64]])).toEqual([784, 64]);
  });
});

describe('kinds', () => {
  it('with lists of numbers expand to every combination', () => {
    const values = ['none', { kind: 'gaussian', level: 0.1 }, { kind: 'gaussian', level: 0.2 }];
    const groups = [
      { kind: 'none', details: {} },
      { kind: 'gaussian', details: { level: [0.1, 0.2] } },
    ];
    expect(kindGroups(values)).toEqual(groups);
    expect(expandGroups(groups)).toEqual(values);
  });

  it('that are not all combinations can only be edited as text', () => {
    expect(
      kindGroups([
        { kind: 'step', every: 1, factor: 0.1 },
        { kind: 'step', every: 2, factor: 0.5 },
      ]),
    ).toBeNull();
    expect(kindGroups([3])).toBeNull();
  });
});
