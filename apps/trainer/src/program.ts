import { figureKinds, figureTable } from '@hourglass/model/figures';
import { codeSources } from '@hourglass/model/generation';
import { Command, Option } from 'commander';
import hourglass from '../../../package.json' with { type: 'json' };
import type { TagOptions } from './commands/annotate.ts';
import type { ApplyOptions } from './commands/apply-run.ts';
import type { ExportOptions } from './commands/export-run.ts';
import type { GcOptions } from './commands/gc.ts';
import type { GenerateOptions } from './commands/generate-run.ts';
import { type CommonOptions, wholeNumber } from './commands/options.ts';
import type { RerunOptions } from './commands/rerun.ts';
import type { LogsOptions } from './commands/run-logs.ts';
import type { ListRunsOptions } from './commands/runs.ts';
import { addSpecFlags } from './commands/spec-flags.ts';
import type { ExtendOptions, Noun, RetryOptions, Verb } from './commands/steer.ts';
import type { SweepOptions } from './commands/sweep.ts';
import type { ListSweepsOptions, ShowSweepOptions } from './commands/sweeps.ts';
import type { UpOptions } from './commands/up.ts';
import type { WorkerOptions } from './commands/worker.ts';
import { note } from './terminal/print.ts';

// Commands load when they are called, so that `runs ls` does not wait for TensorFlow.js.

const workersFlag = [
  '--workers <n>',
  'worker processes (default: as many as cores and memory allow)',
  wholeNumber('--workers', 0, 256),
] as const;

function homeCommand(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option('--home <dir>', 'folder of all data (default: $HOURGLASS_HOME or .hourglass)');
}

/** A command that prints a result. With `--json` each line is as json/outputs.ts describes. */
function command(parent: Command, usage: string, description: string): Command {
  return homeCommand(parent, usage, description).option('--json', 'print JSON (`./hourglass schema` describes it)');
}

/** The command line. Parsing runs a command. */
export const program = new Command('hourglass')
  .description('A workbench for autoencoders.')
  .version(hourglass.version)
  .exitOverride()
  .configureOutput({ writeErr: (text) => note(text.trimEnd()) });

addSpecFlags(command(program, 'sweep [file]', 'start or continue a sweep from a spec, and watch it'))
  .option('--retry', 'also train failed and stopped runs again')
  .option('--detach', 'leave the training to `up`, or to a background process that ends with the sweep')
  .option(...workersFlag)
  .action(async (file: string | undefined, options: SweepOptions) =>
    leave(await (await import('./commands/sweep.ts')).sweep(file, options)),
  );

homeCommand(program, 'up', 'start the dashboard and workers')
  .option('--port <port>', 'port of the dashboard', wholeNumber('--port', 1, 65_535), 4310)
  .option('--host <host>', 'name or address to listen on; beyond 127.0.0.1 the dashboard asks for a token', '127.0.0.1')
  .option('--allow-host <name>', 'additional host name of the dashboard; repeatable', (name, names: string[]) => [...names, name], [])
  .option('--base-path <path>', 'path under which a proxy shows the dashboard: /user/ada/proxy/4310')
  .option(
    '--trust-proxy <address>',
    'use X-Forwarded-Prefix from a proxy at this address or subnet, or loopback; repeatable',
    (address, addresses: string[]) => [...addresses, address],
    [],
  )
  .option('--token <token>', 'use this token instead of a random one (default: $HOURGLASS_TOKEN)')
  .option('--no-auth', 'require no token, even if others can reach the dashboard')
  .option('--example <file>', 'spec to train if the home has no sweep')
  .addOption(new Option('--wait-for-engine', 'start workers when the parent process reports on a pipe that the engine is ready').hideHelp())
  .option(...workersFlag)
  .action(async (options: UpOptions) => leave(await (await import('./commands/up.ts')).up(options)));

homeCommand(program, 'worker', 'start one more worker')
  .option('--sweep <id>', 'only runs of this sweep')
  .option('--quiet', 'print only warnings and errors')
  .action(async (options: WorkerOptions) => (await import('./commands/worker.ts')).worker(options));

const sweeps = program.command('sweeps').description('list, show and steer sweeps');
command(sweeps, 'ls', 'list the newest sweeps')
  .option('--limit <n>', 'number of sweeps (default: 50, with --json all)', wholeNumber('--limit', 1, 1_000_000_000))
  .option('--search <text>', 'only sweeps whose id starts with the text, or whose name, tags or data set contain it')
  .action(async (options: ListSweepsOptions) => (await import('./commands/sweeps.ts')).listSweeps(options));
command(sweeps, 'show <id>', 'one sweep with its runs')
  .option(
    '--configurations [format]',
    'one line per configuration, with mean and s.d. over its seeds; csv or latex print it for other programs',
  )
  .action(async (id: string, options: ShowSweepOptions) => (await import('./commands/sweeps.ts')).showSweep(id, options));

const runs = program.command('runs').description('list, show, export and steer runs');
command(runs, 'ls', 'all runs')
  .option('--sweep <id>', 'only runs of this sweep')
  .option('--state <state>', 'only runs in this state')
  .option('--filter <filter>', 'only runs that match, for example "codeSize <= 32 and learningRate < 0.01" (docs/finding.md)')
  .option('--sort <fields>', 'fields to sort by, for example "lastValidationCost,-learningRate"')
  .option('--limit <n>', 'number of rows (default: 100, with --json all)', wholeNumber('--limit', 1, 1_000_000_000))
  .option('--epochs', 'with --json: also every epoch of every run')
  .action(async (options: ListRunsOptions) => (await import('./commands/runs.ts')).listRuns(options));
command(runs, 'show <id>', 'show one run with its epochs').action(async (id: string, options: CommonOptions) =>
  (await import('./commands/runs.ts')).showRun(id, options),
);
const exporting = command(
  runs,
  'export <id>',
  'export a figure, costs, weights, codes or samples of one run; a file without a name is called hourglass-ID-KIND',
)
  .option('--figure [file]', "the seed's figure as PNG: originals above reconstructions")
  .option('--map <name>', 'colour map of the figure: gray, viridis, jet', 'gray')
  .option('--csv [file]', 'costs of each epoch as CSV, to a file or standard output')
  .option('--steps', 'with --csv: every step instead of every epoch, with the metrics of its batch')
  .option('--weights [file]', 'parameters as .npz, with an entry that describes them')
  .option('--reconstructions [file]', 'reconstructions of the 100 probe samples as .npy')
  .option('--originals [file]', 'the 100 probe samples as .npy')
  .option('--codes [file]', 'codes of up to 10,000 test samples as .npy')
  .option('--unit <unit>', 'unit of samples: data (that of your files) or scaled (that of costs)', 'data')
  .option(
    '--checkpoint <epoch>',
    'epoch of the figure and the weights: best (by the metric that its sweep minimises or maximises) or last',
    'last',
  )
  .action(async (id: string, options: ExportOptions) => (await import('./commands/export-run.ts')).exportRun(id, options));
for (const kind of figureKinds)
  exporting.option(`--${kind} [file]`, `samples of the figure “${figureTable[kind].title}” of the code, as .npy`);

const uses = {
  encode: 'codes of the samples of a file, as .npy',
  decode: 'samples that the decoder makes of the codes of a file, as .npy',
  reconstruct: 'reconstructions of the samples of a file, as .npy',
} as const;
for (const use of ['encode', 'decode', 'reconstruct'] as const) {
  command(runs, `${use} <id>`, uses[use])
    .requiredOption(
      '--data <file>',
      `${use === 'decode' ? 'codes' : 'samples, in the unit of the data of the run'}: .npy, .npz, IDX or CSV`,
    )
    .requiredOption('--out <file>', 'file to write')
    .option('--labels <file>', 'of a run with `condition: label`: the label of each row, .npy, .npz, IDX or CSV')
    .option('--label <name>', 'of a run with `condition: label`: one label for all rows')
    .option('--checkpoint <epoch>', 'epoch of the network: best (by the metric that its sweep minimises or maximises) or last', 'last')
    .action(async (id: string, options: ApplyOptions) => (await import('./commands/apply-run.ts')).applyRun(use, id, options));
}

command(runs, 'generate <id>', 'samples that the decoder makes of drawn codes, as .npy')
  .requiredOption('--count <n>', 'number of samples', wholeNumber('--count', 1, 10_000_000))
  .requiredOption('--source <source>', `where the codes come from: ${codeSources.join(', ')} (docs/sweeps.md#generation)`)
  .requiredOption('--out <file>', 'file to write')
  .option('--seed <n>', 'seed of the codes', wholeNumber('--seed', 0, Number.MAX_SAFE_INTEGER), 0)
  .option('--labels <file>', 'of a run with `condition: label`: the label of each sample, .npy, .npz, IDX or CSV')
  .option('--label <name>', 'of a run with `condition: label`: one label for all samples')
  .option('--checkpoint <epoch>', 'epoch of the network: best (by the metric that its sweep minimises or maximises) or last', 'last')
  .action(async (id: string, options: GenerateOptions) => (await import('./commands/generate-run.ts')).generateRun(id, options));

const steering: Readonly<Record<Verb, string>> = {
  pause: 'checkpoint and wait',
  resume: 'continue after a pause',
  stop: 'end permanently and keep what was recorded',
  rm: 'delete, and free the storage',
};

function addSteering(parent: Command, noun: Noun): void {
  for (const verb of ['pause', 'resume', 'stop', 'rm'] as const) {
    command(parent, `${verb} <ids...>`, steering[verb]).action(async (ids: string[], options: CommonOptions) =>
      (await import('./commands/steer.ts')).steer(noun, verb, ids, options),
    );
  }
  command(parent, 'retry <ids...>', 'train failed and stopped runs again')
    .option('--from-start', 'start from step 0, not from the last checkpoint')
    .action(async (ids: string[], options: RetryOptions) => (await import('./commands/steer.ts')).retry(noun, ids, options));
}

function addAnnotating(parent: Command, noun: Noun): void {
  command(parent, 'tag <id> <tags...>', `add tags to a ${noun}`)
    .option('--remove', 'remove the tags')
    .action(async (id: string, tags: string[], options: TagOptions) =>
      (await import('./commands/annotate.ts')).setTags(noun, id, tags, options),
    );
  command(parent, 'note <id> <text>', `set the notes of a ${noun}; an empty text clears them`).action(
    async (id: string, text: string, options: CommonOptions) => (await import('./commands/annotate.ts')).setNotes(noun, id, text, options),
  );
}

addSteering(sweeps, 'sweep');
addAnnotating(sweeps, 'sweep');
command(sweeps, 'widen <id> <file>', 'add the runs that a wider spec describes').action(
  async (id: string, file: string, options: CommonOptions) => (await import('./commands/widen.ts')).widen(id, file, options),
);

addSteering(runs, 'run');
addAnnotating(runs, 'run');
command(runs, 'extend <ids...>', 'more epochs for complete runs of a sweep with `extendable: true`')
  .requiredOption('--epochs <n>', 'total number of epochs', wholeNumber('--epochs', 1, 1_000_000))
  .action(async (ids: string[], options: ExtendOptions) => (await import('./commands/steer.ts')).extend(ids, options));
command(runs, 'logs <id>', 'show the log of a run')
  .option('--follow', 'follow the log until the run is finished')
  .option('--lines <n>', 'number of last lines to print first', wholeNumber('--lines', 0, 2_000), 200)
  .action(async (id: string, options: LogsOptions) => (await import('./commands/run-logs.ts')).runLogs(id, options));

command(program, 'rerun <run>', 'train a recorded run again and compare every cost and weight bit for bit')
  .option('--verify', 'exit with 1 if anything differs')
  .action(async (id: string, options: RerunOptions) => leave(await (await import('./commands/rerun.ts')).rerun(id, options)));

command(program, 'gc', 'free the storage of deleted runs and of unreferenced files')
  .option('--dry-run', 'only report what would be freed')
  .option('--thin', 'also remove reconstructions that the specs do not keep (`record.reconstructions`)')
  .action(async (options: GcOptions) => (await import('./commands/gc.ts')).gc(options));
command(program, 'budget [size]', 'show or set the disk budget of the home: 20GB, none').action(
  async (size: string | undefined, options: CommonOptions) => (await import('./commands/budget.ts')).budget(size, options),
);
command(program, 'backup <file>', 'write a tar archive of the whole home, even while runs train').action(
  async (file: string, options: CommonOptions) => (await import('./commands/backup.ts')).backup(file, options),
);

program
  .command('schema')
  .description('print the JSON schema of what each command prints with --json')
  .action(async () => (await import('./commands/schema.ts')).schema());

command(program, 'doctor', 'report the engine, its speed, problems and remedies')
  .option('--check', 'check everything that is stored instead: database, files and references')
  .action(async ({ check, ...options }: CommonOptions & { readonly check?: boolean }) =>
    check ? leave(await (await import('./commands/check.ts')).check(options)) : (await import('./commands/doctor.ts')).doctor(options),
  );

function leave(exitCode: number): void {
  process.exitCode = exitCode;
}
