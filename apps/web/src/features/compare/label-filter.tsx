import { labelName } from '#lib/label-name.ts';
import styles from './label-filter.module.css';
import { toggled } from './opened-cell.ts';

export interface LabelFilterProps {
  /** The label of each sample. */
  readonly labels: readonly number[];
  readonly classes: readonly string[] | null;
  /** Selected labels; empty for all. */
  readonly chosen: readonly number[];
  readonly onChange: (chosen: number[]) => void;
}

/** With more labels, the filter would fill the page with buttons. */
const maxLabels = 20;

/** Filters samples by label. */
export function LabelFilter({ labels, classes, chosen, onChange }: LabelFilterProps) {
  const distinct = [...new Set(labels)].sort((a, b) => a - b);
  if (distinct.length < 2 || distinct.length > maxLabels) return null;
  return (
    <fieldset className={styles.filter}>
      <legend className={styles.name}>Labels</legend>
      {distinct.map((label) => (
        <button
          key={label}
          type="button"
          aria-pressed={chosen.includes(label)}
          aria-label={`Label ${labelName(label, classes)}`}
          onClick={() => onChange(toggled(chosen, label))}
        >
          {labelName(label, classes)}
        </button>
      ))}
    </fieldset>
  );
}
