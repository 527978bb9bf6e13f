import { plainTitle } from '@hourglass/presentation';
import type { FieldIndex, FilterField } from '@hourglass/sweeps/filter';
import { costMetricOf } from '@hourglass/sweeps/metrics';
import type { Column } from './list-view.ts';
import type { ListRow } from './server/list-row.ts';

/** A column with everything needed to render it. */
export interface ShownColumn {
  readonly id: string;
  readonly title: string;
  readonly width: number;
  /** Index of the field in a row's cells; null for the two columns without a field. */
  readonly cell: number | null;
  /** What a run must have to have a value here: validation samples, or a best epoch. Null for other columns. */
  readonly needs: 'validation' | 'best' | null;
  readonly look: 'run' | 'samples' | 'sweep' | 'state' | 'tags' | 'cost' | 'duration' | 'time' | 'number' | 'text';
}

/** The columns without a field: the run's label, and its reconstructions of the first samples. */
export const pictureColumns = [
  { id: 'run', title: 'run' },
  { id: 'samples', title: 'first samples, reconstructed' },
] as const;

const widths: Readonly<Record<ShownColumn['look'], number>> = {
  run: 132,
  samples: 304,
  sweep: 150,
  state: 100,
  tags: 140,
  cost: 92,
  duration: 104,
  time: 104,
  number: 96,
  text: 150,
};

/** The fields that each row must contain, in the order of its cells. */
export function cellFields(columns: readonly Column[]): readonly string[] {
  return columns.map(({ id }) => id).filter((id) => id !== 'run' && id !== 'samples');
}

/** @param id of a field, or of a column without one; an address may also name a field that no run has */
export function columnTitle(id: string, fields: FieldIndex): string {
  return pictureColumns.find((column) => column.id === id)?.title ?? fields.get(id)?.title ?? plainTitle(id);
}

export function prepareColumns(columns: readonly Column[], fields: FieldIndex): readonly ShownColumn[] {
  const cells = cellFields(columns);
  return columns.map(({ id, width }) => {
    const look = lookOf(id, fields);
    const title = columnTitle(id, fields);
    const cell = cells.indexOf(id);
    return {
      ...{ id, title, look, needs: needsOf(fields.get(id)) },
      ...{ width: width ?? Math.max(widths[look], 32 + title.length * 7), cell: cell < 0 ? null : cell },
    };
  });
}

/** Numeric columns are right-aligned. */
export function isNumeric({ look }: Pick<ShownColumn, 'look'>): boolean {
  return look === 'cost' || look === 'duration' || look === 'number' || look === 'time';
}

function needsOf(field: FilterField | undefined): ShownColumn['needs'] {
  if (field?.name === 'bestEpoch') return 'best';
  const metric = field?.metric ?? (field === undefined ? undefined : costMetricOf(field.name));
  if (metric?.part === 'validation') return 'validation';
  return metric?.at === 'best' ? 'best' : null;
}

/** Whether the run can have a value in the column, now or later. */
export function canHave(
  { hasValidation, hasBest }: Pick<ListRow, 'hasValidation' | 'hasBest'>,
  { needs }: Pick<ShownColumn, 'needs'>,
): boolean {
  return (needs !== 'validation' || hasValidation) && (needs !== 'best' || hasBest);
}

function lookOf(id: string, fields: FieldIndex): ShownColumn['look'] {
  if (id === 'run' || id === 'samples' || id === 'sweep' || id === 'state') return id;
  if (/Cost$/.test(id) && fields.get(id)?.value === undefined) return 'cost';
  switch (fields.get(id)?.type) {
    case 'number':
      return 'number';
    case 'duration':
      return 'duration';
    case 'time':
      return 'time';
    case 'tags':
      return 'tags';
    default:
      return 'text';
  }
}
