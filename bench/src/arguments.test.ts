import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const names = ['seed-step', 'sweep'] as const;

describe('parseArguments', () => {
  it('reads a name alone', () => {
    expect(parseArguments(['sweep'], names)).toEqual({ name: 'sweep', json: false, rounds: null });
  });

  it('reads the flags on either side of the name', () => {
    expect(parseArguments(['--json', 'seed-step', '--rounds', '5'], names)).toEqual({ name: 'seed-step', json: true, rounds: 5 });
  });

  it.each([
    [[], 'NAME: received nothing; allowed is one of seed-step, sweep.'],
    [['speed'], 'NAME: received "speed"; allowed is one of seed-step, sweep.'],
    [['sweep', 'seed-step'], 'NAME: received "sweep seed-step"'],
    [['sweep', '--rounds', '0'], '--rounds: received "0"; a whole number from 1 to 1000 is allowed.'],
    [['sweep', '--rounds', '2.5'], '--rounds: received "2.5"'],
    [['sweep', '--fast'], "Unknown option '--fast'"],
  ])('refuses %j with a sentence', (given, sentence) => {
    expect(() => parseArguments(given, names)).toThrow(sentence);
  });
});
