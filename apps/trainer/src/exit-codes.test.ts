import { DatasetError } from '@hourglass/datasets';
import { DbError } from '@hourglass/db';
import { SweepsError } from '@hourglass/sweeps';
import { CommanderError, InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { wholeNumber } from './commands/options.ts';
import { TrainerError } from './errors.ts';
import { describeError } from './exit-codes.ts';

describe('describeError', () => {
  it.each<[string, unknown, number, string | RegExp]>([
    ['requested help', new CommanderError(0, 'commander.helpDisplayed', 'help'), 0, ''],
    ['an unknown flag, which commander has reported', new CommanderError(1, 'commander.unknownOption', 'unknown'), 2, ''],
    ['an unknown id', new DbError('NOT_FOUND', 'There is no run "a".'), 2, 'There is no run "a".'],
    ['an invalid spec', new SweepsError('SPEC_INVALID', ['model: missing.']), 2, 'model: missing.'],
    ['any problem with data', new DatasetError('FILE_UNREADABLE', 'train: gone.'), 2, 'train: gone.'],
    ['a full disk', new DbError('DISK_FULL', 'The disk is full.'), 1, 'The disk is full.'],
    ['lost workers', new TrainerError('WORKER_LOST', 'No worker is left.'), 1, 'No worker is left.'],
    ['an internal error, with its stack', new TypeError('x is not a function'), 1, /TypeError: x is not a function\n\s+at /],
    ['a thrown text', 'nonsense', 1, 'nonsense'],
  ])('has the exit code of %s', (_, error, exitCode, message) => {
    const described = describeError(error);
    expect(described.exitCode).toBe(exitCode);
    if (typeof message === 'string') expect(described.message).toBe(message);
    else expect(described.message).toMatch(message);
  });
});

describe('wholeNumber', () => {
  const read = wholeNumber('--epochs', 1, 100);

  it.each([
    ['1', 1],
    ['007', 7],
    ['100', 100],
  ])('reads %s', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each(['0', '101', '-1', '1.5', '1e2', ' 3', '', 'many', '0x10'])('refuses "%s", and says what is allowed', (text) => {
    expect(() => read(text)).toThrow(InvalidArgumentError);
    expect(() => read(text)).toThrow(`--epochs: received "${text}"; a whole number from 1 to 100 is allowed.`);
  });
});
