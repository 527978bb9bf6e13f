import { describe, expect, it } from 'vitest';
import { familyConfigOf, familyNames, runConfigSchema } from './config.ts';
import { isLayoutField, layoutFamilies, layouts } from './layout.ts';

describe('the layouts of families', () => {
  it('exist for every family', () => {
    expect(layoutFamilies).toEqual(familyNames);
  });

  it('name a field of the family, and the numbers that it derives', () => {
    const config = runConfigSchema.parse({ dimensions: [12, 9, 4] });
    const { schema, derivedValues } = familyConfigOf(config.family);
    const layout = layouts[layoutFamilies.indexOf(config.family)];
    expect(Object.keys(schema.shape)).toContain(layout?.field);
    expect(Object.keys(derivedValues(config))).toEqual(layout?.derived.map(({ name }) => name));
  });

  it('distinguish the layers field from other parameters', () => {
    expect(['dimensions', 'depth', 'learningRate'].filter(isLayoutField)).toEqual(['dimensions']);
  });
});
