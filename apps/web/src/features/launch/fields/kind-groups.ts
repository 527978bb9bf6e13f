import type { Json, JsonObject } from '@hourglass/sweeps';
import { isJsonObject } from '#lib/is-json-object.ts';

/** Values of one kind, as a grid: every combination of the details' numbers is a value. */
export interface KindGroup {
  readonly kind: string;
  readonly details: Readonly<Record<string, readonly Json[]>>;
}

/** Groups values by kind; null if they do not form complete grids. The form cannot show such values, only the YAML can. */
export function kindGroups(values: readonly Json[]): readonly KindGroup[] | null {
  const groups = new Map<string, Record<string, Json[]>>();
  for (const value of values) {
    const { kind, ...details } = asKind(value);
    if (typeof kind !== 'string') return null;
    const group = groups.get(kind) ?? {};
    for (const [name, detail] of Object.entries(details)) {
      const known = group[name] ?? [];
      if (!known.includes(detail)) group[name] = [...known, detail];
    }
    groups.set(kind, group);
  }
  const found = [...groups].map(([kind, details]): KindGroup => ({ kind, details }));
  return canonical(expandGroups(found)) === canonical(values) ? found : null;
}

export function expandGroups(groups: readonly KindGroup[]): readonly Json[] {
  return groups.flatMap(({ kind, details }) => {
    const combinations = Object.entries(details)
      .filter(([, values]) => values.length > 0)
      .reduce<readonly JsonObject[]>(
        (partial, [name, values]) => partial.flatMap((before) => values.map((value) => ({ ...before, [name]: value }))),
        [{}],
      );
    return combinations.map((combination): Json => (Object.keys(combination).length === 0 ? kind : { kind, ...combination }));
  });
}

function asKind(value: Json): JsonObject {
  return typeof value === 'string' ? { kind: value } : isJsonObject(value) ? value : {};
}

/** A string that is equal for equal sets of values, regardless of order. */
function canonical(values: readonly Json[]): string {
  return values
    .map((value) => JSON.stringify(Object.entries(asKind(value)).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort()
    .join();
}
