import { join, relative } from 'node:path';
import type { Relatives, Run, Sweep } from '@hourglass/db';
import { isDefaultRanking, type Ranking, rankingText, rankOf } from '@hourglass/model/metrics';
import { derivedParameters } from '@hourglass/model/parameters';
import {
  csvText,
  datasetLabel,
  decimalsByDataset,
  formatBytes,
  formatCount,
  formatFixed,
  formatParameter,
  formatTimestamp,
  inLine,
  latexText,
  shellWord,
  type TextTable,
} from '@hourglass/presentation';
import { hasBest, notesOnSweep, shownStates } from '@hourglass/sweeps';
import {
  type ConfigurationSummary,
  configurationsForCsv,
  configurationsForReading,
  differingParameters,
  summariseConfigurations,
} from '@hourglass/sweeps/configurations';
import { TrainerError } from '../errors.ts';
import { givenFolder } from '../given-path.ts';
import { printOutput } from '../json/print-output.ts';
import { describeConfiguration, describeSweep, describeSweepWithRuns } from '../json/sweep-json.ts';
import { note, print } from '../terminal/print.ts';
import { formatRuns } from '../terminal/runs-table.ts';
import { type Column, formatTable } from '../terminal/table.ts';
import { reading } from './open-home.ts';
import type { CommonOptions } from './options.ts';

export interface ListSweepsOptions extends CommonOptions {
  readonly search?: string;
  readonly limit?: number;
}

/** Relative to the folder of the shell, so that the printed command can be pasted. */
function exampleSpec(): string {
  return relative(givenFolder(), join(import.meta.dirname, '../../../../examples/first-sweep.yaml'));
}

/** Default number of sweeps in a table. JSON has all by default. */
const tableLimit = 50;

export function listSweeps({ search, limit, ...options }: ListSweepsOptions): Promise<void> {
  return reading(options, async (store) => {
    const { total, sweeps } = await store.sweeps.list({
      ...(search === undefined ? {} : { search }),
      limit: limit ?? (options.json ? Number.MAX_SAFE_INTEGER : tableLimit),
    });
    if (options.json) printOutput('sweeps ls', sweeps.map(describeSweep));
    else if (total > 0) print(formatSweeps(sweeps));
    else print(search === undefined ? `No sweeps yet. Start one: ./hourglass sweep ${shellWord(exampleSpec())}` : 'No matching sweeps.');
    if (sweeps.length < total) {
      note(
        `The newest ${formatCount(sweeps.length)} of ${formatCount(total)} sweeps. --limit ${total} lists all; --search TEXT filters them.`,
      );
    }
  });
}

export interface ShowSweepOptions extends CommonOptions {
  /** One line per configuration over its seeds: as a table, or as CSV or LaTeX. */
  readonly configurations?: true | 'csv' | 'latex' | string;
}

export function showSweep(id: string, options: ShowSweepOptions): Promise<void> {
  return reading(options, async (store) => {
    const sweep = await store.sweeps.get(id);
    const runs = await store.runs.list({ sweep: sweep.id });
    if (options.configurations !== undefined) {
      const format = configurationsFormat(options);
      if (format === 'json') {
        const { ranking } = sweep;
        const isBest = hasBest(ranking, sweep.facts);
        const summaries = orderedConfigurations(runs, sweep);
        return printOutput(
          'sweeps show --configurations',
          summaries.map((summary) => describeConfiguration(summary, { ranking, isBest })),
        );
      }
      return printConfigurations(orderedConfigurations(runs, sweep), { format, ranking: sweep.ranking });
    }
    const diskBytes = await store.storage.usageOfSweep(sweep.id);
    const relatives = await store.sweeps.relatives(sweep.id);
    if (options.json) return printOutput('sweeps show', describeSweepWithRuns(sweep, { runs, relatives, diskBytes }));
    const steered =
      sweep.wanted === 'run' ? '' : `, wanted to ${sweep.wanted}${sweep.wantedReason === null ? '' : `: ${sweep.wantedReason}`}`;
    print(`${inLine(sweep.name)} (${sweep.id}), ${datasetLabel(sweep)}, created ${formatTimestamp(sweep.createdAt)}`);
    print(`${stateText(sweep)}, ${formatBytes(diskBytes)} on disk${steered}`);
    if (sweep.tags.length > 0) print(`tags ${inLine(sweep.tags.join(', '))}`);
    if (sweep.notes !== null) print(`notes: ${sweep.notes}`);
    for (const line of relativesText(relatives)) print(line);
    for (const sentence of notesOnSweep(sweep)) print(sentence);
    print('');
    print(formatRuns(runs, sweep));
  });
}

function relativesText({ parent, clones }: Relatives): readonly string[] {
  const named =
    parent === null
      ? ''
      : `${parent.run === null ? '' : `run ${parent.run} of `}${parent.name === null ? 'a deleted sweep' : inLine(parent.name)} (${parent.sweep})`;
  return [
    ...(parent === null ? [] : [`cloned from ${named}`]),
    ...(clones.length === 0 ? [] : [`clones: ${clones.map(({ id, name }) => `${inLine(name)} (${id})`).join(', ')}`]),
  ];
}

const configurationFormats = ['csv', 'latex'] as const;
type ConfigurationFormat = (typeof configurationFormats)[number] | 'table' | 'json';

/** @throws TrainerError BAD_INPUT */
function configurationsFormat({ configurations, json }: ShowSweepOptions): ConfigurationFormat {
  const format = configurationFormats.find((name) => name === configurations);
  if (format === undefined && configurations !== true) {
    throw new TrainerError(
      'BAD_INPUT',
      `--configurations: received "${configurations}"; allowed are ${configurationFormats.join(', ')}, or nothing after it.`,
    );
  }
  if (format !== undefined && json) throw new TrainerError('BAD_INPUT', `--configurations ${format} --json: give one of the two formats.`);
  return format ?? (json ? 'json' : 'table');
}

/** The best mean first: of the metric that ranks the runs, or of the last epoch's test cost where no epoch is the best. */
function orderedConfigurations(
  runs: readonly Run[],
  { facts, ranking }: Pick<Sweep, 'facts' | 'ranking'>,
): readonly ConfigurationSummary<Run>[] {
  const isBest = hasBest(ranking, facts);
  const orderOf = ({ ranked, test }: ConfigurationSummary<Run>) => {
    if (!isBest) return test.mean ?? Number.POSITIVE_INFINITY;
    return ranked.mean === null ? Number.POSITIVE_INFINITY : rankOf(ranked.mean, ranking);
  };
  return summariseConfigurations(runs, { hasBest: isBest }).toSorted((a, b) => orderOf(a) - orderOf(b) || 0);
}

/** One line per configuration. */
function printConfigurations(
  summaries: readonly ConfigurationSummary<Run>[],
  { format, ranking }: { readonly format: Exclude<ConfigurationFormat, 'json'>; readonly ranking: Ranking },
): void {
  const parameters = differingParameters(summaries, derivedParameters);
  if (format === 'csv') return void process.stdout.write(csvText(configurationsForCsv(summaries, parameters, ranking)));
  const table = configurationsForReading(summaries, parameters, ranking);
  if (format === 'latex') return void process.stdout.write(latexText(table));
  const columns = table.columns.map(
    ({ title, isNumeric }, index): Column<TextTable['rows'][number]> => ({
      title,
      align: isNumeric ? 'right' : 'left',
      text: (cells) => String(cells[index] ?? '–'),
    }),
  );
  print(formatTable(columns, table.rows));
}

function formatSweeps(sweeps: readonly Sweep[]): string {
  const decimalsOf = decimalsByDataset(sweeps, ({ best }) => (best === null ? [] : [best.validationCostPerSample, best.testCostPerSample]));
  const isDefault = sweeps.every(({ ranking }) => isDefaultRanking(ranking));
  return formatTable(
    [
      { title: 'sweep', text: ({ id }) => id },
      { title: 'name', text: ({ name }) => name },
      { title: 'data', text: datasetLabel },
      { title: 'runs', text: stateText },
      {
        title: isDefault ? 'best validation' : 'validation at best',
        align: 'right',
        text: (sweep) => formatFixed(sweep.best?.validationCostPerSample ?? null, decimalsOf(sweep)),
      },
      { title: 'test there', align: 'right', text: (sweep) => formatFixed(sweep.best?.testCostPerSample ?? null, decimalsOf(sweep)) },
      ...(isDefault ? [] : [{ title: 'ranked by', text: rankedText }]),
      ...(sweeps.some(({ tags }) => tags.length > 0) ? [{ title: 'tags', text: ({ tags }: Sweep) => tags.join(', ') }] : []),
      ...(sweeps.some(({ namesake }) => namesake !== null) ? [{ title: 'other than the earlier one', text: differenceText }] : []),
      { title: 'created', text: ({ createdAt }) => formatTimestamp(createdAt) },
    ],
    sweeps,
  );
}

/** `lowest validation KL: 12.3` */
function rankedText({ ranking, best }: Sweep): string {
  return best === null || isDefaultRanking(ranking) ? rankingText(ranking) : `${rankingText(ranking)}: ${formatParameter(best.value)}`;
}

/** `dimensions, seeds`: the fields in which a sweep differs from the earlier one of the same name. */
function differenceText({ namesake }: Sweep): string {
  if (namesake === null) return '';
  return namesake.differences.length === 0 ? 'data' : namesake.differences.map(({ title }) => title).join(', ');
}

/** `5 complete, 1 running, 2 paused` */
function stateText({ shownCounts }: Sweep): string {
  const some = shownStates.flatMap((state) => {
    const runs = shownCounts[state];
    return runs === undefined ? [] : [`${formatCount(runs)} ${state}`];
  });
  return some.length === 0 ? 'no runs' : some.join(', ');
}
