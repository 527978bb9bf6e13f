import { commonDerived, isListField, layouts } from '@hourglass/model/layout';
import { parameterTitle, shortParameterName } from '@hourglass/model/parameters';
import { plainTitle } from '@hourglass/presentation';
import { columnOfMetric, costColumns, type MetricKey, metricDefinition, type RunMetricKey, runMetricText } from '../metrics.ts';
import { runKinds, runStates, wantedStates } from '../run-state.ts';

/** The type of a field determines the allowed comparisons. `either` is a parameter that is a number in some runs and a text in others. */
type FieldType = 'number' | 'duration' | 'time' | 'text' | 'either' | 'word' | 'flag' | 'tags';

export interface FilterField {
  /** Name of the field in a filter. */
  readonly name: string;
  /** Name of the field in the head of a column. */
  readonly title: string;
  readonly type: FieldType;
  /** A word's allowed values. */
  readonly words?: readonly string[];
  /** Names a parameter or derived value of the run. */
  readonly value?: string;
  /** A metric of the last or the best epoch. Fields with neither of the two belong to the run itself or its sweep. */
  readonly metric?: RunMetricKey;
  /** Values may be given as a list, for example `[784, 256, 64]`. */
  readonly isList?: true;
  /** A second name of another field. */
  readonly isAlias?: true;
  readonly about: string;
}

/** A field of the run. Without a title, its name is written as words. */
type OwnField = Omit<FilterField, 'title'> & Partial<Pick<FilterField, 'title'>>;

/** Fields that every run has, independent of its parameters. */
const ownFields = [
  { name: 'state', type: 'word', words: runStates, about: 'state of the run' },
  { name: 'wanted', type: 'word', words: wantedStates, about: 'requested state: run, pause or stop' },
  { name: 'kind', type: 'word', words: runKinds, about: 'a trained run or a fitted baseline' },
  { name: 'sweep', type: 'text', about: 'name of its sweep' },
  { name: 'sweep.id', type: 'text', about: 'id of its sweep' },
  { name: 'sweep.tags', type: 'tags', about: 'tags of its sweep' },
  { name: 'dataset', title: 'data set', type: 'text', about: 'data set of its sweep' },
  { name: 'dataset.hash', title: 'data set hash', type: 'text', about: 'first 8 characters of the hash of its data' },
  { name: 'id', type: 'text', about: 'id of the run' },
  { name: 'number', type: 'number', about: 'number of the run, as in #12' },
  { name: 'name', type: 'text', about: 'name given to the run' },
  { name: 'notes', type: 'text', about: 'notes on the run' },
  { name: 'tags', type: 'tags', about: 'tags of the run' },
  { name: 'archived', type: 'flag', about: 'archived: left out of lists' },
  { name: 'seed', type: 'number', about: 'seed of its randomness' },
  { name: 'bestValidationCost', title: 'best validation', type: 'number', about: 'validation cost per sample of the best epoch' },
  { name: 'bestTestCost', title: 'test at best epoch', type: 'number', about: 'test cost per sample of the best epoch' },
  {
    name: 'bestEpoch',
    type: 'number',
    about: 'the epoch that its sweep ranks best: by default that with the lowest validation cost; the earliest on a tie',
  },
  { name: 'lastValidationCost', title: 'last validation', type: 'number', about: 'validation cost per sample of the last epoch' },
  { name: 'lastTestCost', title: 'last test', type: 'number', about: 'test cost per sample of the last epoch' },
  { name: 'lastTrainCost', title: 'last train', type: 'number', about: 'training cost per sample of the last epoch' },
  { name: 'trainingSeconds', title: 'training time', type: 'duration', about: 'time spent training' },
  { name: 'step', type: 'number', about: 'steps done' },
  { name: 'totalSteps', type: 'number', about: 'steps of the whole run' },
  { name: 'attempt', type: 'number', about: 'number of times it was claimed' },
  { name: 'createdAt', title: 'created', type: 'time', about: 'when it was planned' },
  { name: 'startedAt', title: 'started', type: 'time', about: 'when its training began' },
  { name: 'endedAt', title: 'ended', type: 'time', about: 'when it ended' },
] as const satisfies readonly OwnField[];

const titledOwnFields = ownFields.map((field): FilterField => ({ title: plainTitle(field.name), ...field }));

export type OwnFieldName = (typeof ownFields)[number]['name'];

/** Numbers that follow from the parameters, by their own names. */
const derivedFields = [
  ...new Map([...layouts.flatMap(({ derived }) => derived), ...commonDerived].map((field) => [field.name, field])).values(),
].map(({ name, about }): FilterField => ({ name, title: parameterTitle(name), type: 'number', value: name, about }));

/** The same numbers, named after the field that they follow from: `dimensions.depth`. */
const derivedAliases = layouts.flatMap(({ field, derived }) =>
  [...derived, ...commonDerived].map(
    ({ name, about }): FilterField => ({
      name: `${field}.${name}`,
      title: parameterTitle(name),
      type: 'number',
      value: name,
      about,
      isAlias: true,
    }),
  ),
);

/** The fields that a filter may use, by name. */
export type FieldIndex = ReadonlyMap<string, FilterField>;

/** A parameter that runs are stored with. */
export interface ValueKey {
  readonly key: string;
  readonly holds: 'number' | 'text' | 'either';
}

/** The metrics that every run may have. */
const costKeys = Object.values(costColumns);

/**
 * The fields of runs whose parameters have these keys, and that record these metrics: `validation.kl` of the last epoch and
 * `best.validation.kl` of the best. If names are equal, a field of the run takes precedence over a metric, and a metric over a parameter.
 */
export function filterFields(valueKeys: readonly ValueKey[] = [], metricKeys: readonly MetricKey[] = []): FieldIndex {
  const parameters = valueKeys.map(parameterField);
  const abbreviations = parameters.flatMap(abbreviationOf);
  const recorded = metricKeys.flatMap((key): readonly RunMetricKey[] => [
    { at: 'last', ...key },
    { at: 'best', ...key },
  ]);
  const metrics = [...costKeys, ...recorded].map(metricField);
  return new Map(
    [...abbreviations, ...parameters, ...derivedFields, ...derivedAliases, ...metrics, ...titledOwnFields].map((field) => [
      field.name,
      field,
    ]),
  );
}

function parameterField({ key, holds }: ValueKey): FilterField {
  return {
    name: key,
    title: parameterTitle(key),
    type: holds,
    value: key,
    about: 'parameter',
    ...(isListField(key) ? { isList: true } : {}),
  };
}

/** `lr` for `learningRate`, as labels abbreviate it. */
function abbreviationOf(field: FilterField): readonly FilterField[] {
  const short = shortParameterName(field.name);
  const isAbbreviation = short !== '' && short !== field.title && !field.name.includes('.');
  return isAbbreviation ? [{ ...field, name: short, isAlias: true }] : [];
}

function metricField(metric: RunMetricKey): FilterField {
  const { at, part, name } = metric;
  const definition = metricDefinition(name);
  const what = definition === null ? name : `${definition.title}${definition.per === null ? '' : ` per ${definition.per}`}`;
  const text = runMetricText(metric);
  return { name: text, title: plainTitle(text), type: 'number', metric, about: `${part} ${what} of the ${at} epoch` };
}

/** The field of the run or its sweep under any of its names; null for a parameter, or a metric that is not a column of the run. */
export function ownFieldName({ name, value, metric }: FilterField): OwnFieldName | null {
  if (value !== undefined) return null;
  const column = metric === undefined ? name : columnOfMetric.get(runMetricText(metric));
  return ownFields.find((field) => field.name === column)?.name ?? null;
}
