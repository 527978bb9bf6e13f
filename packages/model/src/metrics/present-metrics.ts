import type { Ranking } from './best-epoch.ts';
import { type MetricDefinition, type MetricKey, type MetricPart, metricParts } from './metric.ts';
import { metricTable } from './registry.ts';

/** The definition of a metric, or null where a newer version recorded it. */
export function metricDefinition(name: string): MetricDefinition | null {
  return Object.entries(metricTable).find(([known]) => known === name)?.[1] ?? null;
}

/** `validation cost`; a metric that only one part has goes without it. */
export function metricTitle({ part, name }: MetricKey): string {
  const definition = metricDefinition(name);
  if (definition === null) return `${part} ${name}`;
  return definition.parts.length === 1 ? definition.title : `${part} ${definition.title}`;
}

/** `lowest validation cost`: what the best epoch has. */
export function rankingText(ranking: Ranking): string {
  return `${ranking.direction === 'minimise' ? 'lowest' : 'highest'} ${metricTitle(ranking)}`;
}

/** The names of an epoch's metrics, whatever their values are. */
type RecordedNames = Readonly<Partial<Record<MetricPart, Readonly<Record<string, unknown>>>>>;

/** Every metric that any of these epochs has: in the order of the table, and within it of the parts; those that the table lacks at the end. */
export function metricKeysOf(epochs: readonly { readonly metrics: RecordedNames }[]): readonly MetricKey[] {
  const namesOf = new Map(metricParts.map((part) => [part, new Set(epochs.flatMap(({ metrics }) => Object.keys(metrics[part] ?? {})))]));
  const recorded = new Set([...namesOf.values()].flatMap((names) => [...names]));
  const known = Object.keys(metricTable).filter((name) => recorded.has(name));
  const others = [...recorded].filter((name) => !known.includes(name)).sort();
  return [...known, ...others].flatMap((name) => metricParts.flatMap((part) => (namesOf.get(part)?.has(name) ? [{ part, name }] : [])));
}
