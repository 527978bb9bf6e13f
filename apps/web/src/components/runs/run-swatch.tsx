import { runColour } from '@hourglass/presentation';
import styles from './run-swatch.module.css';

/** The colour of a run; a dash for a baseline, whose line is dashed. */
export function RunSwatch({ index }: { readonly index: number | null }) {
  return <span className={index === null ? styles.dash : styles.dot} style={{ color: runColour(index) }} aria-hidden="true" />;
}
