import { Command } from 'commander';
import hourglass from '../../../package.json' with { type: 'json' };
import { type CommonOptions, wholeNumber } from './commands/options.ts';
import type { ExportOptions, ListRunsOptions } from './commands/runs.ts';
import { addSpecFlags } from './commands/spec-flags.ts';
import type { SweepOptions } from './commands/sweep.ts';
import type { UpOptions } from './commands/up.ts';
import type { WorkerOptions } from './commands/worker.ts';
import { describeError } from './exit-codes.ts';
import { note, printJson } from './terminal/print.ts';

// Commands load when they are called, so that `runs ls` does not wait for TensorFlow.js.

const workersFlag = ['--workers <n>', 'worker processes (default: as many as cores)', wholeNumber('--workers', 0, 256)] as const;

function command(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option('--home <dir>', 'the folder that holds everything (default: $HOURGLASS_HOME or .hourglass)')
    .option('--json', 'print JSON');
}

const program = new Command('hourglass')
  .description('A workbench for autoencoders.')
  .version(hourglass.version)
  .exitOverride()
  .configureOutput({ writeErr: (text) => note(text.trimEnd()) });

addSpecFlags(command(program, 'sweep [file]', 'start a sweep from a spec, or go on with it, and watch it'))
  .option('--retry', 'also train failed and stopped runs again')
  .option(...workersFlag)
  .action(async (file: string | undefined, options: SweepOptions) =>
    leave(await (await import('./commands/sweep.ts')).sweep(file, options)),
  );

command(program, 'up', 'dashboard and workers')
  .option('--port <port>', 'port of the dashboard', wholeNumber('--port', 1, 65_535), 4310)
  .option('--host <host>', 'name or address to listen on', '127.0.0.1')
  .option('--example <file>', 'a spec to train where there is no sweep yet')
  .option(...workersFlag)
  .action(async (options: UpOptions) => leave(await (await import('./commands/up.ts')).up(options)));

command(program, 'worker', 'one more worker')
  .option('--sweep <id>', 'only runs of this sweep')
  .option('--quiet', 'say only what goes wrong')
  .action(async (options: WorkerOptions) => (await import('./commands/worker.ts')).worker(options));

const sweeps = program.command('sweeps').description('list and show sweeps');
command(sweeps, 'ls', 'all sweeps').action(async (options: CommonOptions) => (await import('./commands/sweeps.ts')).listSweeps(options));
command(sweeps, 'show <id>', 'one sweep with its runs').action(async (id: string, options: CommonOptions) =>
  (await import('./commands/sweeps.ts')).showSweep(id, options),
);

const runs = program.command('runs').description('list, show and export runs');
command(runs, 'ls', 'all runs')
  .option('--sweep <id>', 'only of this sweep')
  .option('--state <state>', 'only in this state')
  .option('--filter <filter>', 'only those that pass, for example "dimensions.depth >= 3 and learningRate < 0.01" (docs/finding.md)')
  .option('--sort <fields>', 'for example "lastValidationCost,-learningRate"')
  .action(async (options: ListRunsOptions) => (await import('./commands/runs.ts')).listRuns(options));
command(runs, 'show <id>', 'one run with its epochs').action(async (id: string, options: CommonOptions) =>
  (await import('./commands/runs.ts')).showRun(id, options),
);
command(runs, 'export <id>', 'a figure, costs or weights of one run')
  .option('--figure <file>', "the seed's figure as PNG: originals above reconstructions")
  .option('--map <name>', 'colour map of the figure: gray, viridis, jet', 'gray')
  .option('--csv [file]', 'costs of each epoch as CSV, to a file or standard output')
  .option('--steps', 'with --csv: the cost of every step')
  .option('--weights <file>', 'parameters as .npz')
  .action(async (id: string, options: ExportOptions) => (await import('./commands/runs.ts')).exportRun(id, options));

command(program, 'doctor', 'what engine, how fast, what is wrong, what to do').action(async (options: CommonOptions) =>
  (await import('./commands/doctor.ts')).doctor(options),
);

function leave(exitCode: number): void {
  process.exitCode = exitCode;
}

try {
  await program.parseAsync();
} catch (error) {
  const { message, exitCode } = describeError(error);
  if (message !== '' && process.argv.includes('--json')) printJson({ type: 'error', message });
  if (message !== '') note(message);
  process.exitCode = exitCode;
}
