import { describe, expect, it } from 'vitest';
import { familyConfigOf, familyNames } from '../config.ts';
import { layouts } from '../layout.ts';
import { runFieldNames } from '../run-field-names.ts';
import { derivedParameters, listedParameters, parameterTitle, shortParameterName } from './parameter-names.ts';

describe('the names of parameters', () => {
  it('exist for every field of every family', () => {
    for (const [index, family] of familyNames.entries()) {
      const named = [...Object.keys(layouts[index]?.names ?? {}), ...Object.keys(runFieldNames)];
      expect(named.sort()).toEqual(Object.keys(familyConfigOf(family).schema.shape).sort());
    }
  });

  it.each([
    ['learningRate', 'learning rate', 'lr'],
    ['dimensions', 'dimensions', ''],
    ['noise', 'noise', 'noise'],
    ['noise.level', 'noise level', 'level'],
    ['optimizer.beta1', 'optimizer beta1', 'optimizer beta1'],
    ['parameterCount', 'parameters', 'parameters'],
  ])('call %s %j in tables and %j in labels', (key, title, short) => {
    expect([parameterTitle(key), shortParameterName(key)]).toEqual([title, short]);
  });

  it('say which parameters follow from others, and which a list shows', () => {
    expect(derivedParameters).toEqual(['depth', 'width', 'codeSize', 'codeBits', 'parameterCount']);
    expect(listedParameters).toEqual(['dimensions', 'channels', 'units', 'learningRate', 'batchSize', 'parameterCount']);
  });
});
