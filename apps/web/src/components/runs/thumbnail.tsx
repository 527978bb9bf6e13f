import { atlasUrl } from '#components/pictures/picture-request.ts';
import type { RunRow } from '#wire/run-row.ts';
import styles from './thumbnail.module.css';

/**
 * The first samples as a run reconstructs them: the top row of its last picture, pixel for pixel. The browser fetches it when it is near.
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
    // biome-ignore lint/performance/noImgElement: Next's would resample what must stay exact
    <img
      className={styles.strip}
      src={atlasUrl(run.id, run.lastReconstructionEpoch, run.attempt)}
      alt={`First samples as ${label} reconstructs them`}
      width={280}
      height={28}
      loading="lazy"
      decoding="async"
    />
  );
}
