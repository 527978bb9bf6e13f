import styles from './label-filter.module.css';
import { toggled } from './opened-cell.ts';

export interface LabelFilterProps {
  /** Of each sample. */
  readonly labels: readonly number[];
  /** All where empty. */
  readonly chosen: readonly number[];
  readonly onChange: (chosen: number[]) => void;
}

/** More than these would be a page of buttons. */
const mostLabels = 20;

/** Shows the samples of some labels only. */
export function LabelFilter({ labels, chosen, onChange }: LabelFilterProps) {
  const distinct = [...new Set(labels)].sort((a, b) => a - b);
  if (distinct.length < 2 || distinct.length > mostLabels) return null;
  return (
    <fieldset className={styles.filter}>
      <legend className={styles.name}>Labels</legend>
      {distinct.map((label) => (
        <button
          key={label}
          type="button"
          aria-pressed={chosen.includes(label)}
          aria-label={`Label ${label}`}
          onClick={() => onChange(toggled(chosen, label))}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
