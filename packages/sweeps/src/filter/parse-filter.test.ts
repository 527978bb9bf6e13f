import { describe, expect, it } from 'vitest';
import { filterFields } from './fields.ts';
import type { Filter } from './filter.ts';
import { parseFilter } from './parse-filter.ts';
import { showProblem } from './show-problem.ts';

const fields = filterFields([
  { key: 'learningRate', holds: 'number' },
  { key: 'dimensions', holds: 'text' },
  { key: 'optimizer', holds: 'text' },
  { key: 'level', holds: 'either' },
]);
const now = Date.UTC(2026, 10, 24, 13, 30);

/** The tree with names in place of fields, to be read. */
function outline(filter: Filter): unknown {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [filter.kind, ...filter.parts.map(outline)];
    case 'not':
      return ['not', outline(filter.part)];
    case 'compare':
      return `${filter.field.value ?? filter.field.name} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case 'among':
      return `${filter.field.name} in ${JSON.stringify(filter.values)}`;
    case 'match':
      return `${filter.field.name} ~ ${JSON.stringify(filter.text)}`;
    case 'missing':
      return `${filter.field.name} missing`;
  }
}

function parsed(text: string): unknown {
  const result = parseFilter(text, fields, now);
  if ('problem' in result) throw new Error(showProblem(text, result.problem));
  return result.filter === null ? null : outline(result.filter);
}

describe('a filter', () => {
  it.each([
    ['', null],
    ['  ', null],
    [
      'dimensions.depth >= 3 and learningRate < 0.01 and state = complete',
      ['and', 'depth >= 3', 'learningRate < 0.01', 'state = "complete"'],
    ],
    ['depth=3 or depth=4 and seed=1', ['or', 'depth = 3', ['and', 'depth = 4', 'seed = 1']]],
    ['(depth=3 or depth=4) and seed=1', ['and', ['or', 'depth = 3', 'depth = 4'], 'seed = 1']],
    ['not not seed = 1', ['not', ['not', 'seed = 1']]],
    ['NOT (seed = 1 AND seed = 2)', ['not', ['and', 'seed = 1', 'seed = 2']]],
    ['state != failed', ['not', 'state = "failed"']],
    ['state in [failed, stopped]', 'state in ["failed","stopped"]'],
    ['seed not in (1,2,3)', ['not', 'seed in [1,2,3]']],
    ['sweep ~ "first sweep"', 'sweep ~ "first sweep"'],
    ['optimizer !~ adam', ['not', 'optimizer ~ "adam"']],
    ['tags = best', 'tags = "best"'],
    ['archived', 'archived = 1'],
    ['not archived and archived = false', ['and', ['not', 'archived = 1'], 'archived = 0']],
    ['lastTestCost = missing', 'lastTestCost missing'],
    ['name != missing', ['not', 'name missing']],
    ['name = "missing"', 'name = "missing"'],
    ['dimensions = [784, 256, 64]', 'dimensions = "784-256-64"'],
    ['dimensions in [784-64, [784, 32]]', 'dimensions in ["784-64","784-32"]'],
    ['learningRate = 1e-3', 'learningRate = 0.001'],
    ['lr = 0.01', 'learningRate = 0.01'],
    ['parameterCount > 100k', 'parameterCount > 100000'],
    ['parameterCount > 1.5M', 'parameterCount > 1500000'],
    ['trainingSeconds > 5m', 'trainingSeconds > 300'],
    ['trainingSeconds < 1.5', 'trainingSeconds < 1.5'],
    ['level = 3 or level = "3"', ['or', 'level = 3', 'level = "3"']],
    ['createdAt >= 2026-11-20', `createdAt >= ${Date.UTC(2026, 10, 20)}`],
    ['createdAt >= "2026-11-20 12:30"', `createdAt >= ${Date.UTC(2026, 10, 20, 12, 30)}`],
    ['createdAt >= 2026-11-20T12:30:00+02:00', `createdAt >= ${Date.UTC(2026, 10, 20, 10, 30)}`],
    ['endedAt > -2d', `endedAt > ${now - 2 * 86_400_000}`],
    ['endedAt > today', `endedAt > ${Date.UTC(2026, 10, 24)}`],
    [String.raw`name = "a \"quoted\" name"`, 'name = "a \\"quoted\\" name"'],
  ])('%j means %j', (text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });

  it.each([
    ['learningRate <', 'The filter ends here; expected a value for learningRate.', ''],
    ['lerningRate < 1', 'There is no field "lerningRate"; did you mean learningRate?', 'lerningRate'],
    ['zzz = 1', 'There is no field "zzz".', 'zzz'],
    ['validation < 1', 'There is no field "validation"; did you mean bestValidationCost or lastValidationCost?', 'validation'],
    ['training > 60', 'There is no field "training"; did you mean trainingSeconds?', 'training'],
    ['learningRate < fast', 'learningRate: received "fast"; a number is allowed, such as 0.01, 1e-3 or 100k.', 'fast'],
    ['seed = "1"', 'seed: received "1"; a number is allowed, such as 0.01, 1e-3 or 100k.', '"1"'],
    ['state = done', 'state: received "done"; allowed are waiting, running, complete, pruned, failed, stopped.', 'done'],
    ['state < complete', 'state holds words, which have no order; allowed are =, !=, ~, !~ and in.', '<'],
    ['seed ~ 1', 'seed holds numbers, but ~ searches texts.', '~'],
    ['archived = maybe', 'archived: received "maybe"; allowed are true, false.', 'maybe'],
    [
      'createdAt > 2026-13-45',
      'createdAt: received "2026-13-45"; a time is allowed, such as 2026-11-24, "2026-11-24 13:30", today or -2d.',
      '2026-13-45',
    ],
    ['seed 1', 'Received "1"; expected an operator after seed: =, !=, <, <=, >, >=, ~, !~ or in.', '1'],
    ['seed = 1 seed = 2', 'Received "seed"; expected and, or, or the end.', 'seed'],
    ['(seed = 1', 'This "(" has no closing ")".', '('],
    ['seed = 1)', 'Received ")"; expected and, or, or the end.', ')'],
    ['seed in 1', 'Received "1"; expected a list such as [1, 2, 3].', '1'],
    ['seed in [1; 2]', 'seed: received "1;"; a number is allowed, such as 0.01, 1e-3 or 100k.', '1;'],
    ['seed in [1 2]', 'Received "2"; expected "," or "]".', '2'],
    ['name = "open', 'The text that begins here has no closing ".', '"open'],
    ['seed ! 1', '"!" is not an operator; operators are =, !=, <, <=, >, >=, ~ and !~.', '!'],
    ['and seed = 1', 'There is no field "and".', 'and'],
  ])('%j is refused: %s', (text, message, marked) => {
    const result = parseFilter(text, fields, now);
    if (!('problem' in result)) throw new Error(`${text} was accepted`);
    const { problem } = result;
    expect(problem.message).toBe(message);
    expect(text.slice(problem.from, problem.to)).toBe(marked);
  });

  it('rejects very deep nesting instead of overflowing the stack', () => {
    const result = parseFilter(`${'('.repeat(100_000)}seed = 1`, fields, now);
    expect(result).toMatchObject({ problem: { message: 'This is nested deeper than 100 levels.', from: 100 } });
  });

  it('marks the error below the filter', () => {
    expect(showProblem('seed = x', { message: 'No.', from: 7, to: 8 })).toBe('No.\n  seed = x\n         ^');
  });
});
