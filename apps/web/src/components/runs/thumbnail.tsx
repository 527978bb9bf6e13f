import { thumbnailUrl } from '#components/pictures/picture-request.ts';
import type { RunRow } from '#wire/run-row.ts';
import styles from './thumbnail.module.css';

/**
 * The run's reconstructions of the first probe samples after its last recorded epoch. The browser loads it lazily.
 */
export function Thumbnail({
  run,
  label,
}: {
  readonly run: Pick<RunRow, 'id' | 'lastReconstructionEpoch' | 'attempt'>;
  readonly label: string;
}) {
  if (run.lastReconstructionEpoch === null) return <span className={styles.none}>–</span>;
  return (
    // biome-ignore lint/performance/noImgElement: Next's Image would resample the pixels
    <img
      className={styles.strip}
      src={thumbnailUrl(run.id, run.lastReconstructionEpoch, run.attempt)}
      alt={`First samples as ${label} reconstructs them`}
      width={280}
      height={28}
      loading="lazy"
      decoding="async"
    />
  );
}
