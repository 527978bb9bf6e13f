import { filterFields } from '@hourglass/sweeps/filter';
import { describe, expect, it } from 'vitest';
import { columnsText, defaultView, groupedSort, moveColumn, nextSort, parseColumns, resizeColumn, toggleColumn } from './list-view.ts';

describe('the default view', () => {
  it('shows and sorts by the costs of the best epoch, beside the parameters that runs have', () => {
    const { sort, columns } = defaultView(filterFields([{ key: 'learningRate', holds: 'number' }]));
    expect(sort).toBe('bestValidationCost,lastTestCost');
    expect(columns).toBe(
      'run,bestValidationCost,bestTestCost,bestEpoch,lastTestCost,sweep,state,tags,seed,learningRate,parameterCount,trainingSeconds,samples,createdAt',
    );
  });

  it('names only fields that exist', () => {
    const fields = filterFields();
    const { sort, columns } = defaultView(fields);
    const withoutField = columns.split(',').filter((id) => !fields.has(id));
    expect(withoutField).toEqual(['run', 'samples']);
    expect(sort.split(',').filter((id) => !fields.has(id))).toEqual([]);
  });
});

describe('columns', () => {
  it('are written and read back without duplicates, with bounded widths', () => {
    const columns = parseColumns('run,noise.level:120,run,state:9999,,depth:1');
    expect(columnsText(columns)).toBe('run,noise.level:120,state:800,depth:48');
    expect(columnsText(resizeColumn(columns, 'run', 77.4))).toBe('run:77,noise.level:120,state:800,depth:48');
  });

  it('are added, removed and moved', () => {
    const columns = parseColumns('a,b,c,d');
    expect(columnsText(toggleColumn(columns, 'e'))).toBe('a,b,c,d,e');
    expect(columnsText(toggleColumn(columns, 'b'))).toBe('a,c,d');
    expect(columnsText(moveColumn(columns, 'a', 2))).toBe('b,c,a,d');
    expect(columnsText(moveColumn(columns, 'd', 0))).toBe('d,a,b,c');
    expect(columnsText(moveColumn(columns, 'z', 0))).toBe('a,b,c,d');
    expect(columnsText(moveColumn(columns, 'a', 99))).toBe('b,c,d,a');
  });
});

describe('sorting', () => {
  it.each([
    ['', 'depth', false, 'depth'],
    ['depth', 'depth', false, '-depth'],
    ['-depth', 'depth', false, ''],
    ['cost', 'depth', false, 'depth'],
    ['cost', 'depth', true, 'cost,depth'],
    ['cost,depth', 'cost', true, '-cost,depth'],
    ['-cost,depth', 'cost', true, 'depth'],
  ])('from %j a click on %s (added: %j) changes it to %j', (before, name, isAdded, after) => {
    expect(nextSort(before, name, isAdded)).toBe(after);
  });

  it('keeps groups together, in their chosen direction', () => {
    expect(groupedSort('cost,-depth', ['depth', 'seed'])).toBe('-depth,seed,cost');
  });
});
