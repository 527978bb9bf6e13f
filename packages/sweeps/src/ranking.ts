import type { RunConfig } from '@hourglass/model/config';
import { epochMetricsOf } from '@hourglass/model/config';
import {
  defaultRanking,
  type MetricKey,
  metricDefinition,
  metricKeyText,
  metricTable,
  type Ranking,
  rankingDirections,
} from '@hourglass/model/metrics';
import { receivedText } from '@hourglass/presentation';
import { z } from 'zod';
import { type DatasetFacts, hasValidation, validationCountOf } from './dataset-facts.ts';

/*
 * `minimise: validation.cost`, or `maximise`, of a spec: the metric by which its epochs and runs are ranked.
 */

/** Nothing is chosen by test metrics: they report how good the choice was. */
const rankedParts = ['train', 'validation'] as const;
type RankedPart = (typeof rankedParts)[number];

type Direction = Ranking['direction'];

/** The metrics that can be ranked in a direction: those of which this side is the better one, and those that have no better side. */
function rankedIn(direction: Direction): readonly MetricKey[] {
  return Object.entries(metricTable).flatMap(([name, { parts, shape, direction: better }]) => {
    if (shape !== 'number' || (better !== 'none' && better !== direction)) return [];
    return rankedParts.flatMap((part) => ((parts as readonly string[]).includes(part) ? [{ part, name }] : []));
  });
}

const schemaOf = (direction: Direction) => z.enum(rankedIn(direction).map(metricKeyText));

/** The two fields of a spec. `maximise` replaces `minimise`. */
export const rankingFields = {
  minimise: schemaOf('minimise').default(metricKeyText(defaultRanking)),
  maximise: schemaOf('maximise').nullable().default(null),
} as const;

/** What a spec says of it, with defaults filled in. */
export function rankingOf({ minimise, maximise }: { readonly minimise: string; readonly maximise: string | null }): Ranking {
  return maximise === null ? { direction: 'minimise', ...readKey(minimise) } : { direction: 'maximise', ...readKey(maximise) };
}

function readKey(text: string): MetricKey {
  const key = keyOf(text);
  if (key === null) throw new RangeError(`${text} is not a metric of ${rankedParts.join(' or ')}: the schema says which are allowed`);
  return key;
}

function keyOf(text: string): (MetricKey & { readonly part: RankedPart }) | null {
  const [partText, name] = text.split('.');
  const part = rankedParts.find((known) => known === partText);
  return part === undefined || name === undefined ? null : { part, name };
}

/** Sentences on both fields of a document, which say more than that a value is not among the allowed ones. */
export function rankingFieldProblems(document: Readonly<Record<string, unknown>>): readonly string[] {
  const given = rankingDirections.filter((direction) => document[direction] !== undefined && document[direction] !== null);
  if (given.length === 2) {
    return [
      `maximise: received ${receivedText(document.maximise)} beside \`minimise: ${String(document.minimise)}\`; runs are ranked by one metric. Give one of the two.`,
    ];
  }
  return given.flatMap((direction) => directionProblem(direction, document[direction]) ?? []);
}

/** Null where the schema's own sentence says it all. */
function directionProblem(direction: Direction, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (value.startsWith('test.')) {
    return `${direction}: received "${value}"; test metrics are reported, and no run is chosen by them. Use the same metric of \`validation\`.`;
  }
  const key = keyOf(value);
  const better = key === null ? undefined : metricDefinition(key.name)?.direction;
  if (better === undefined || better === 'none' || better === direction) return null;
  return `${direction}: received "${value}", which is better when it is ${better === 'minimise' ? 'lower' : 'higher'}. Write \`${better}: ${value}\`.`;
}

/** Whether epochs are ranked at all: not by validation where no samples are held out; then the last epoch counts. */
export function hasBest({ part }: Ranking, facts: Pick<DatasetFacts, 'options'> | null): boolean {
  return part !== 'validation' || hasValidation(facts);
}

/**
 * Null if every configuration records the metric. Otherwise a sentence that names those that all record.
 *
 * @param configs of the sweep, at least one
 */
export function rankingProblem(ranking: Ranking, configs: readonly RunConfig[], facts: DatasetFacts): string | null {
  const { direction, part } = ranking;
  const text = metricKeyText(ranking);
  const validation = validationCountOf(facts);
  const kinds = new Map(configs.map((config) => [JSON.stringify(epochMetricsOf(config, { validation })), config]));
  const recorded = [...kinds.values()].map((config) => new Set(epochMetricsOf(config, { validation }).map(metricKeyText)));
  // Without validation samples, no epoch is the best unless the spec names a metric of training.
  if (recorded.every((names) => names.has(text)) || (validation === 0 && text === metricKeyText(defaultRanking))) return null;
  const allowed = rankedIn(direction)
    .map(metricKeyText)
    .filter((name) => recorded.every((names) => names.has(name)));
  const reason =
    part === 'validation' && validation === 0
      ? '`dataset.validation` is 0, so no samples are held out'
      : `${recorded.some((names) => names.has(text)) ? 'not every' : 'no'} configuration of this sweep records it`;
  const remedy =
    allowed.length === 0 ? `No metric can be used with \`${direction}\` here; leave the field out.` : `Allowed are ${allowed.join(', ')}.`;
  return `${direction}: received "${text}", but ${reason}. ${remedy}`;
}
