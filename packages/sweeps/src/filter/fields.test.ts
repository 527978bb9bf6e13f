import { describe, expect, it } from 'vitest';
import { costColumns, runMetricText } from '../metrics.ts';
import { filterFields, ownFieldName } from './fields.ts';

describe('fields of parameters', () => {
  it('are also known by the names that labels abbreviate them to', () => {
    const fields = filterFields([
      { key: 'learningRate', holds: 'number' },
      { key: 'noise.level', holds: 'number' },
      { key: 'optimizer', holds: 'text' },
    ]);
    expect(fields.get('lr')).toEqual({ ...fields.get('learningRate'), name: 'lr', isAlias: true });
    expect(['level', ''].map((name) => fields.get(name))).toEqual([undefined, undefined]);
  });

  it('keep their name where another abbreviates to it', () => {
    const fields = filterFields([
      { key: 'learningRate', holds: 'number' },
      { key: 'lr', holds: 'text' },
    ]);
    expect(fields.get('lr')?.value).toBe('lr');
  });
});

describe('fields of metrics', () => {
  const fields = filterFields([], [{ part: 'validation', name: 'perplexity' }]);
  const own = (name: string) => {
    const field = fields.get(name);
    return field === undefined ? undefined : ownFieldName(field);
  };

  it('include the costs that are columns of the run, even in a home without runs', () => {
    const empty = filterFields();
    for (const [column, metric] of Object.entries(costColumns)) {
      const field = empty.get(runMetricText(metric));
      expect(field?.type).toBe('number');
      expect(field && ownFieldName(field)).toBe(column);
    }
    expect([...empty.keys()].filter((name) => name.includes('.cost')).sort()).toEqual([
      'best.test.cost',
      'best.validation.cost',
      'test.cost',
      'train.cost',
      'validation.cost',
    ]);
  });

  it('exist for the last and the best epoch of every recorded metric, even one unknown to this version', () => {
    expect(fields.get('validation.perplexity')).toEqual({
      name: 'validation.perplexity',
      title: 'validation perplexity',
      type: 'number',
      metric: { at: 'last', part: 'validation', name: 'perplexity' },
      about: 'validation perplexity of the last epoch',
    });
    expect(fields.get('best.validation.perplexity')?.metric).toEqual({ at: 'best', part: 'validation', name: 'perplexity' });
    expect(own('best.validation.perplexity')).toBeNull();
  });

  it('take precedence over a parameter of the same name', () => {
    const field = filterFields([{ key: 'validation.cost', holds: 'text' }]).get('validation.cost');
    expect(field && ownFieldName(field)).toBe('lastValidationCost');
  });
});
