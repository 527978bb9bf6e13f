import { labelName } from '#lib/label-name.ts';
import styles from './label-filter.module.css';
import { toggled } from './opened-cell.ts';

export interface LabelFilterProps {
  /** Of each sample. */
  readonly labels: readonly number[];
  readonly classes: readonly string[] | null;
  /** All where empty. */
  readonly chosen: readonly number[];
  readonly onChange: (chosen: number[]) => void;
}

/** More than these would be a page of buttons. */
const mostLabels = 20;

/** Shows the samples of some labels only. */
export function LabelFilter({ labels, classes, chosen, onChange }: LabelFilterProps) {
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
          aria-label={`Label ${labelName(label, classes)}`}
          onClick={() => onChange(toggled(chosen, label))}
        >
          {labelName(label, classes)}
        </button>
      ))}
    </fieldset>
  );
}
