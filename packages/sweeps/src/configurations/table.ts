import { defaultRanking, isDefaultRanking, metricTitle, type Ranking } from '@hourglass/model/metrics';
import { parameterTitle } from '@hourglass/model/parameters';
import { commonDecimals, formatFixed, formatParameter, formatSpread, type TextTable } from '@hourglass/presentation';
import { type ConfigurationSummary, type ConfiguredRun, type Statistic, sharedValue } from './summarise.ts';

/** A run that a table of configurations can name. */
export interface NumberedRun extends ConfiguredRun {
  readonly number: number | null;
}

type Summary = ConfigurationSummary<NumberedRun>;

/** The parameters in which configurations differ, in the order of their fields. */
export function differingParameters(summaries: readonly Summary[], hidden: readonly string[] = []): readonly string[] {
  const keys = [...new Set(summaries.flatMap(({ first }) => Object.keys(first.values)))];
  const [head] = summaries;
  return keys.filter((key) => !hidden.includes(key) && summaries.some((summary) => sharedValue(summary, key) !== head?.first.values[key]));
}

interface SummarisedNumber {
  readonly title: string;
  readonly of: (summary: Summary) => Statistic;
}

/** What is summarised at the best epochs: the metric that ranks them, and the validation cost where that is another. */
function bestNumbers(summaries: readonly Summary[], ranking: Ranking): readonly SummarisedNumber[] {
  if (isDefaultRanking(ranking)) return [{ title: 'best validation cost', of: ({ validation }) => validation }];
  return [
    { title: `best ${metricTitle(ranking)}`, of: ({ ranked }) => ranked },
    ...(summaries.some(({ validation }) => validation.count > 0)
      ? [{ title: 'validation cost at best epoch', of: ({ validation }: Summary) => validation }]
      : []),
  ];
}

const epochNumbers = [
  { title: 'earliest best epoch', value: ({ bestEpochs }: Summary) => bestEpochs?.[0] ?? null },
  { title: 'latest best epoch', value: ({ bestEpochs }: Summary) => bestEpochs?.[1] ?? null },
];

/** Whether the statistics are those of best epochs; not where no epoch is the best. */
export function isAtBest(summaries: readonly Pick<Summary, 'counted' | 'ranked'>[]): boolean {
  return summaries.every(({ counted, ranked }) => counted === 0 || ranked.count > 0);
}

/** Every number in full and in its own column: for other programs. */
export function configurationsForCsv(
  summaries: readonly Summary[],
  parameters: readonly string[],
  ranking: Ranking = defaultRanking,
): TextTable {
  const isBest = isAtBest(summaries);
  const test = isBest ? 'test cost at best epoch' : 'test cost of the last epoch';
  const numbers = [
    { title: 'seeds', value: ({ counted }: Summary) => counted },
    ...(isBest ? bestNumbers(summaries, ranking) : []).flatMap(({ title, of }) => [
      { title: `${title}, mean`, value: (summary: Summary) => of(summary).mean },
      { title: `${title}, s.d. over seeds`, value: (summary: Summary) => of(summary).deviation },
    ]),
    { title: `${test}, mean`, value: ({ test }: Summary) => test.mean },
    { title: `${test}, s.d. over seeds`, value: ({ test }: Summary) => test.deviation },
    ...(isBest ? epochNumbers : []),
    { title: 'training seconds, mean', value: ({ trainingSeconds }: Summary) => trainingSeconds.mean },
  ];
  return {
    columns: [
      { title: 'runs', isNumeric: false },
      ...parameters.map((key) => ({ title: key, isNumeric: false })),
      ...numbers.map(({ title }) => ({ title, isNumeric: true })),
    ],
    rows: summaries.map((summary) => [
      runsText(summary),
      ...parameters.map((key) => sharedValue(summary, key) ?? null),
      ...numbers.map(({ value }) => value(summary)),
    ]),
  };
}

/** The table for a paper: costs with the same number of decimals, each with its deviation over seeds. */
export function configurationsForReading(
  summaries: readonly Summary[],
  parameters: readonly string[],
  ranking: Ranking = defaultRanking,
): TextTable {
  const decimals = commonDecimals(summaries.flatMap(({ validation, test }) => [validation.mean, test.mean]));
  const isBest = isAtBest(summaries);
  const best = isBest ? bestNumbers(summaries, ranking) : [];
  const isCost = ({ of }: SummarisedNumber) => summaries.every((summary) => of(summary) === summary.validation);
  const decimalsOf = (number: SummarisedNumber) =>
    isCost(number) ? decimals : commonDecimals(summaries.map((summary) => number.of(summary).mean));
  return {
    columns: [
      ...parameters.map((key) => ({
        title: parameterTitle(key),
        isNumeric: summaries.every(({ first }) => typeof first.values[key] === 'number'),
      })),
      { title: 'seeds', isNumeric: true },
      ...best.map(({ title }) => ({ title: `${title} (mean ± s.d. over seeds)`, isNumeric: true })),
      { title: `test ${isBest ? 'at best' : 'of the last'} epoch (mean ± s.d. over seeds)`, isNumeric: true },
      ...(isBest ? [{ title: 'best epoch', isNumeric: true }] : []),
    ],
    rows: summaries.map((summary) => [
      ...parameters.map((key) => {
        const value = sharedValue(summary, key);
        return value === undefined ? null : formatParameter(value);
      }),
      formatFixed(summary.counted, 0),
      ...best.map((number) => formatSpread(number.of(summary), decimalsOf(number))),
      formatSpread(summary.test, decimals),
      ...(isBest ? [epochsText(summary)] : []),
    ]),
  };
}

/** `22`, or `18–25` where seeds differ. */
export function epochsText({ bestEpochs }: Pick<Summary, 'bestEpochs'>): string {
  if (bestEpochs === null) return '–';
  const [earliest, latest] = bestEpochs;
  return earliest === latest ? String(earliest) : `${earliest}–${latest}`;
}

/** `#4 #5 #6` */
function runsText({ runs }: Summary): string {
  return runs.map(({ number }) => `#${number}`).join(' ');
}
