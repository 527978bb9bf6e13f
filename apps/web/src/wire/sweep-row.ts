import type { Sweep } from '@hourglass/db';
import { hasBest, type Json } from '@hourglass/sweeps';
import { hasValidation } from '@hourglass/sweeps/dataset-facts';

/** How a sweep differs from the earlier one of the same name. */
interface NamesakeRow {
  readonly sweep: string;
  readonly differences: readonly { readonly title: string; readonly before: string; readonly after: string }[];
}

/** The fields of a sweep that lists show: all but its spec and dataset facts. */
export interface SweepRow extends Omit<Sweep, 'spec' | 'specText' | 'facts' | 'namesake'> {
  readonly namesake: NamesakeRow | null;
  /** Whether it holds out validation samples. */
  readonly hasValidation: boolean;
  /** Whether epochs are ranked, so that one of each run is the best. */
  readonly hasBest: boolean;
}

export function toSweepRow({ spec: _spec, specText: _specText, facts, namesake, ...row }: Sweep): SweepRow {
  const held = { hasValidation: hasValidation(facts), hasBest: hasBest(row.ranking, facts) };
  if (namesake === null) return { ...row, ...held, namesake };
  const differences = namesake.differences.map(({ title, before, after }) => ({ title, before: textOf(before), after: textOf(after) }));
  return { ...row, ...held, namesake: { sweep: namesake.sweep, differences } };
}

/** Fields that alone identify the choice that an object describes. */
const namingFields = new Set(['kind', 'name', 'train']);

/** As a person writes it in a spec: `[784, 32], [784, 16]`, `adam`, `{"kind":"step","every":5}` */
function textOf(value: Json): string {
  if (Array.isArray(value)) return value.map((each: Json) => (Array.isArray(each) ? `[${each.join(', ')}]` : textOf(each))).join(', ');
  if (value === null || typeof value !== 'object') return String(value ?? 'none');
  const [[field, lone] = ['', null], ...others] = Object.entries(value);
  return others.length === 0 && namingFields.has(field) ? String(lone) : JSON.stringify(value);
}
