import { runColour } from '@hourglass/presentation';
import { boxModifier } from '#lib/row-click.ts';
import type { SelectionClick } from '#lib/toggle-selection.ts';
import styles from './run-name.module.css';

export interface RunBoxProps {
  readonly run: { readonly configuration: number | null };
  readonly label: string;
  readonly isSelected: boolean;
  readonly onSelect: (modifier: SelectionClick['modifier']) => void;
}

/** Checkbox that selects a run, in the run's colour. */
export function RunBox({ run, label, isSelected, onSelect }: RunBoxProps) {
  return (
    <input
      type="checkbox"
      className={styles.box}
      checked={isSelected}
      onChange={(event) => onSelect(boxModifier(event))}
      aria-label={label}
      style={{ color: runColour(run) }}
    />
  );
}
