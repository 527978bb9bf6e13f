import type { MetricDefinition, MetricPart, MetricTable } from '@hourglass/sweeps/metrics';
import type { Recording } from '../contract/recordings.ts';
import { DbError } from '../errors.ts';

/** Rejects metrics that the table does not define, so that misspelt names are never stored. @throws DbError INPUT_INVALID */
export function requireKnownMetrics({ points = [], epochs = [] }: Recording, table: MetricTable): void {
  const requireKnown = (subject: string, part: string, name: string, shape: MetricDefinition['shape']) => {
    const definition = Object.hasOwn(table, name) ? table[name] : undefined;
    if (definition?.shape === shape && definition.parts.some((known) => known === part)) return;
    const allowed = Object.entries(table).filter(([, known]) => known.shape === shape && known.parts.some((other) => other === part));
    const names = allowed.length === 0 ? 'none' : allowed.map(([known]) => known).join(', ');
    const kind = { number: 'a number', vector: 'an array' }[shape];
    throw new DbError(
      'INPUT_INVALID',
      `${subject}: received ${JSON.stringify(name)}; allowed are the metrics that are defined as ${kind} of the part "${part}": ${names}. A new metric is a line in packages/model/src/metrics/registry.ts.`,
    );
  };
  // Series hold per-batch training metrics.
  for (const { series } of points) requireKnown('points.series', 'train', series, 'number');
  for (const { metrics, vectors = {} } of epochs) {
    for (const [part, name] of namesOf(metrics)) requireKnown(`epochs.metrics.${part}`, part, name, 'number');
    for (const [part, name] of namesOf(vectors)) requireKnown(`epochs.vectors.${part}`, part, name, 'vector');
  }
}

/** Iterates over the keys that are present, because an untyped caller may pass an unknown part. */
function namesOf(byPart: Readonly<Partial<Record<MetricPart, object>>>): readonly (readonly [string, string])[] {
  return Object.entries(byPart).flatMap(([part, values]) => Object.keys(values).map((name) => [part, name] as const));
}
