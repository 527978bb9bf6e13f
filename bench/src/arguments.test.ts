import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const names = ['step', 'sweep'] as const;

describe('parseArguments', () => {
  it('reads a name alone', () => {
    expect(parseArguments(['sweep'], names)).toEqual({ name: 'sweep', json: false, rounds: null, only: null });
  });

  it('reads the flags on either side of the name', () => {
    expect(parseArguments(['--json', 'step', '--rounds', '5'], names)).toEqual({ name: 'step', json: true, rounds: 5, only: null });
  });

  it('reads the parts to measure', () => {
    expect(parseArguments(['step', '--only', 'seed,tiny'], names).only).toEqual(['seed', 'tiny']);
  });

  it.each([
    [[], 'NAME: received nothing; allowed is one of step, sweep.'],
    [['speed'], 'NAME: received "speed"; allowed is one of step, sweep.'],
    [['sweep', 'step'], 'NAME: received "sweep step"'],
    [['sweep', '--rounds', '0'], '--rounds: received "0"; a whole number from 1 to 1000 is allowed.'],
    [['sweep', '--rounds', '2.5'], '--rounds: received "2.5"'],
    [['sweep', '--fast'], "Unknown option '--fast'"],
  ])('refuses %j with a sentence', (given, sentence) => {
    expect(() => parseArguments(given, names)).toThrow(sentence);
  });
});
