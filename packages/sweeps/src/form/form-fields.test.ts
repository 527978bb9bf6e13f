import { modelFieldsOf, trainingFields } from '@hourglass/model/config';
import { describe, expect, it } from 'vitest';
import { fieldsOfFamilies } from './fields-of-families.ts';
import { formFields } from './form-fields.ts';

describe('formFields', () => {
  it.each(['dense', 'convolutional', 'recurrent'] as const)('includes every field of a spec of the family %s', (family) => {
    expect(fieldsOfFamilies(formFields(), [family]).map(({ path }) => path.join('.'))).toEqual([
      ...['name', 'dataset', 'seeds', 'sampler', 'minimise', 'maximise', 'baselines', 'extendable'],
      ...['dataset.scale', 'dataset.validation', 'dataset.limit', 'dataset.shape', 'dataset.binarise', 'dataset.kind', 'dataset.as'],
      ...['dataset.size', 'dataset.fit', 'dataset.colour', 'dataset.skipDamaged', 'record.reconstructions'],
      ...Object.keys(modelFieldsOf(family)).map((field) => `model.${field}`),
      ...Object.keys(trainingFields).map((field) => `training.${field}`),
    ]);
  });

  it('reads what a field takes from its schema', () => {
    const fields = new Map(fieldsOfFamilies(formFields(), ['dense']).map((field) => [field.name, field]));
    expect(fields.get('learningRate')).toEqual({
      path: ['training', 'learningRate'],
      name: 'learningRate',
      title: 'learning rate',
      input: { kind: 'number', bounds: { integer: false, minimum: 0, maximum: 1e6, isOpenBelow: true, isOpenAbove: false } },
      takes: 'axis',
      isRange: true,
      default: 0.001,
      isRequired: false,
      family: null,
    });
    expect(fields.get('dimensions')).toMatchObject({ input: { kind: 'numbers' }, default: null, isRange: false });
    expect(fields.get('tied')).toMatchObject({ input: { kind: 'choice', options: [true, false] }, default: true });
    expect(fields.get('noise')?.input).toMatchObject({
      kind: 'kinds',
      kinds: [{ name: 'none', details: [] }, { name: 'gaussian', details: [{ name: 'level', default: 0.3 }] }, { name: 'masking' }],
    });
    const code = fields.get('code')?.input;
    const variational = code?.kind === 'kinds' ? code.kinds.find(({ name }) => name === 'variational') : undefined;
    expect(variational?.details).toMatchObject([
      { name: 'beta', default: 1 },
      { name: 'warmUpEpochs', title: 'warm-up epochs', default: 0 },
      { name: 'freeBits', default: 0 },
      { name: 'capacity', default: null, input: { kind: 'number', bounds: { minimum: 0 } } },
      { name: 'samples', default: 1, input: { kind: 'number', bounds: { integer: true } } },
      { name: 'decomposed', default: null },
    ]);
    expect(fields.get('likelihood')?.input).toMatchObject({
      kinds: [{}, {}, { name: 'gaussian', details: [{ name: 'variance', input: { kind: 'choice', options: ['one', 'perValue'] } }] }],
    });
    expect(fields.get('reconstructions')).toMatchObject({
      path: ['record', 'reconstructions'],
      input: {
        kind: 'kinds',
        kinds: [{ name: 'thinned' }, { name: 'every', details: [{ name: 'epochs', default: 10 }] }, { name: 'all' }],
      },
      takes: 'one',
    });
    const suggestions: unknown = expect.arrayContaining(['train.cost', 'validation.cost', 'validation.kl']);
    expect(fields.get('minimise')).toMatchObject({ input: { kind: 'text', suggestions }, default: 'validation.cost', isRequired: false });
    expect(fields.get('maximise')).toMatchObject({ input: { kind: 'text' }, default: null, isRequired: false });
    expect(fields.get('seeds')).toMatchObject({ input: { kind: 'number' }, takes: 'list', default: [0] });
    expect(fields.get('baselines')).toMatchObject({ input: { kind: 'choice', options: ['pca', 'mean'] }, takes: 'list' });
  });

  it('gives a field the default of its family, and none where families differ', () => {
    const activation = (...families: string[]) => fieldsOfFamilies(formFields(), families).filter(({ name }) => name === 'activation');
    expect(activation('dense')).toMatchObject([{ default: 'tanh', family: 'dense' }]);
    expect(activation('convolutional')).toMatchObject([{ default: 'relu', family: 'convolutional' }]);
    expect(activation('dense', 'convolutional')).toMatchObject([{ default: null, isRequired: false }]);
    expect(fieldsOfFamilies(formFields(), ['dense', 'convolutional']).filter(({ name }) => name === 'noise')).toHaveLength(1);
  });
});
