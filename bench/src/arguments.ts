import { parseArgs } from 'node:util';
import { messageOf } from '@hourglass/presentation';
import { BenchError } from './errors.ts';

export interface BenchArguments<Name extends string> {
  readonly name: Name;
  readonly json: boolean;
  /** Null for the benchmark's default. */
  readonly rounds: number | null;
  /** Parts of the benchmark, for example shapes of `step`. Null for all: only then the figures are written to the documentation. */
  readonly only: readonly string[] | null;
}

const usage = 'npm run bench -- NAME [--rounds N] [--only PART,PART] [--json]';

/** @throws BenchError BAD_INPUT with the received value and the allowed ones */
export function parseArguments<Name extends string>(given: readonly string[], names: readonly Name[]): BenchArguments<Name> {
  const { values, positionals } = parse(given);
  const [received, ...more] = positionals;
  const name = names.find((known) => known === received);
  if (name === undefined || more.length > 0) {
    const what = positionals.length === 0 ? 'nothing' : `"${positionals.join(' ')}"`;
    throw new BenchError('BAD_INPUT', `NAME: received ${what}; allowed is one of ${names.join(', ')}. Usage: ${usage}`);
  }
  return {
    name,
    json: values.json,
    rounds: values.rounds === undefined ? null : wholeNumber(values.rounds),
    only: values.only?.split(',') ?? null,
  };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: { json: { type: 'boolean', default: false }, rounds: { type: 'string' }, only: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (cause) {
    const reason = messageOf(cause);
    throw new BenchError('BAD_INPUT', `${reason}. Usage: ${usage}`, { cause });
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 1000) return number;
  throw new BenchError('BAD_INPUT', `--rounds: received "${text}"; a whole number from 1 to 1000 is allowed.`);
}
