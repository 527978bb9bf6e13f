import { runColour } from '@hourglass/presentation';
import styles from './run-swatch.module.css';

/** The colour of a run; a dash for a baseline, whose line is dashed. */
export function RunSwatch({ run }: { readonly run: { readonly configuration: number | null } }) {
  return <span className={run.configuration === null ? styles.dash : styles.dot} style={{ color: runColour(run) }} aria-hidden="true" />;
}
