import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { present } from '@hourglass/presentation/at';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { program } from '../program.ts';
import { isIdle, tinySweep, workUntil } from '../testing/tiny-sweep.ts';
import { outputFormat, outputs } from './outputs.ts';
import { describeRun, describeRunWithEpochs } from './run-json.ts';

const main = join(import.meta.dirname, '../main.ts');

/** Runs the command as a process. Returns its output, whatever its exit code. */
function outputOf(...commandLine: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [main, ...commandLine], { maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      if (stdout === '') reject(new Error(`${commandLine.join(' ')} printed nothing: ${stderr}`));
      else resolve(stdout);
    });
  });
}

async function linesOf(...commandLine: readonly string[]): Promise<readonly unknown[]> {
  return (await outputOf(...commandLine))
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

/** Commands with the flag `--json`: `runs ls`. */
function jsonCommands(parent: Command, path: readonly string[] = []): readonly string[] {
  return parent.commands.flatMap((command) => {
    const own = [...path, command.name()];
    const hasFlag = command.options.some(({ long }) => long === '--json');
    return [...(hasFlag ? [own.join(' ')] : []), ...jsonCommands(command, own)];
  });
}

const formatSchema = z.object({ version: z.literal(1), commands: z.record(z.string(), z.looseObject({})) });

it('describes the output of every command that has --json as it is printed', { timeout: 300_000 }, async () => {
  const { home, store } = await tinySweep(
    'epochs: 2, batchSize: 10, learningRate: [0.01, 1000000], optimizer: sgd',
    'outputActivation: linear',
  );
  await workUntil(store, () => isIdle(store));
  const runs = await store.runs.list({ kind: 'run' });
  const complete = present(
    runs.find(({ state }) => state === 'complete'),
    'a complete run',
  ).id;
  const failed = present(
    runs.find(({ state }) => state === 'failed'),
    'a failed run',
  ).id;
  const [sweep] = (await store.sweeps.list({ limit: 1 })).sweeps;
  const id = present(sweep, 'the sweep').id;
  const spec = join(home, 'spec.yaml');
  const given = (rates: string) =>
    `version: 1\nname: Tiny\ndataset: { train: ${join(home, 'samples.npy')} }\nmodel: { dimensions: [6, 2], outputActivation: linear }\ntraining: { epochs: 2, batchSize: 10, learningRate: ${rates}, optimizer: sgd }\n`;
  await writeFile(spec, given('[0.01, 1000000, 0.1]'));
  await writeFile(join(home, 'new.yaml'), `${given('0.02')}extendable: true\nseeds: [0, 1]\n`);
  const started = await linesOf('sweep', join(home, 'new.yaml'), '--workers', '1', '--json', '--home', home);
  const extendable = z.object({ runs: z.array(z.object({ id: z.string(), kind: z.string() })) }).parse(started.at(-1));
  const extended = present(
    extendable.runs.find(({ kind }) => kind === 'run'),
    'an extendable run',
  ).id;
  const commandLines: Readonly<Record<keyof typeof outputs, readonly string[] | null>> = {
    sweep: null,
    'sweeps ls': ['sweeps', 'ls'],
    'sweeps show': ['sweeps', 'show', id],
    'sweeps show --configurations': ['sweeps', 'show', id, '--configurations'],
    'sweeps tag': ['sweeps', 'tag', id, 'kept'],
    'sweeps note': ['sweeps', 'note', id, 'a note'],
    'sweeps widen': ['sweeps', 'widen', id, spec],
    'sweeps pause': ['sweeps', 'pause', id],
    'sweeps resume': ['sweeps', 'resume', id],
    'sweeps stop': ['sweeps', 'stop', id],
    'sweeps retry': ['sweeps', 'retry', id],
    'runs ls': ['runs', 'ls'],
    'runs ls --epochs': ['runs', 'ls', '--epochs'],
    'runs show': ['runs', 'show', complete],
    'runs export': ['runs', 'export', complete],
    'runs encode': ['runs', 'encode', complete, '--data', join(home, 'samples.npy'), '--out', join(home, 'codes.npy')],
    'runs decode': ['runs', 'decode', complete, '--data', join(home, 'codes.npy'), '--out', join(home, 'decoded.npy')],
    'runs reconstruct': ['runs', 'reconstruct', complete, '--data', join(home, 'samples.npy'), '--out', join(home, 'again.npy')],
    'runs generate': ['runs', 'generate', complete, '--source', 'gaussian', '--count', '3', '--out', join(home, 'new.npy')],
    'runs logs': ['runs', 'logs', complete],
    'runs tag': ['runs', 'tag', complete, 'kept'],
    'runs note': ['runs', 'note', complete, 'a note'],
    'runs extend': ['runs', 'extend', extended, '--epochs', '3'],
    'runs pause': ['runs', 'pause', extended],
    'runs resume': ['runs', 'resume', extended],
    'runs stop': ['runs', 'stop', extended],
    'runs retry': ['runs', 'retry', extended],
    rerun: ['rerun', complete],
    gc: ['gc', '--dry-run', '--thin'],
    budget: ['budget', '20GB'],
    backup: ['backup', join(home, 'backup.tar')],
    doctor: ['doctor'],
    'doctor --check': ['doctor', '--check'],
    'runs rm': ['runs', 'rm', failed],
    'sweeps rm': ['sweeps', 'rm', id],
    error: ['runs', 'show', 'zzzz'],
  };
  const { commands } = formatSchema.parse(JSON.parse(await outputOf('schema')));
  expect(Object.keys(commands)).toEqual(Object.keys(outputs));
  const described = Object.keys(outputs).filter((name) => !name.includes('--') && name !== 'error');
  expect(described.toSorted()).toEqual(jsonCommands(program).toSorted());
  for (const [name, commandLine] of Object.entries(commandLines)) {
    const lines = commandLine === null ? started : await linesOf(...commandLine, '--json', '--home', home);
    // A printed schema has `additionalProperties: false`, so that a field that it does not name is an error.
    const schema = z.fromJSONSchema(present(commands[name], name));
    for (const line of lines) expect([name, schema.safeParse(line).error?.issues ?? []]).toEqual([name, []]);
  }
});

it('describes runs of every kind and state', async () => {
  const { store } = await tinySweep(
    'epochs: 5, batchSize: 10, optimizer: sgd, learningRate: [1000000, 0.01]',
    'activation: linear, outputActivation: linear',
  );
  const waiting = await store.runs.list();
  await workUntil(store, () => isIdle(store));
  const runs = await store.runs.list();
  expect(new Set(runs.map(({ kind, state }) => `${kind} ${state}`))).toEqual(new Set(['baseline complete', 'run complete', 'run failed']));
  const asPrinted = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  for (const run of [...waiting, ...runs]) {
    const printed = asPrinted(describeRun(run));
    expect(outputs['runs ls'].element.strict().parse(printed)).toEqual(printed);
    const whole = asPrinted(await describeRunWithEpochs(store, run));
    expect(outputs['runs show'].strict().parse(whole)).toEqual(whole);
  }
});

it('has a version', () => {
  expect(outputFormat()).toMatchObject({ version: 1, commands: { 'runs ls': { type: 'array', items: { type: 'object' } } } });
});
