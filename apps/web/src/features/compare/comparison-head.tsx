import type { Atlas, SampleSize } from '../reconstructions/atlas.ts';
import { hairline, SampleStrip } from '../reconstructions/sample-strip.tsx';
import type { PictureView } from '../reconstructions/use-picture-view.ts';
import styles from './comparison.module.css';

export interface ComparisonHeadProps {
  readonly originals: Atlas | undefined;
  readonly labels: readonly number[] | null;
  readonly order: readonly number[];
  readonly size: SampleSize;
  readonly view: PictureView;
}

/** The samples as the data set has them: always in sight, always in the same colours as what is below. */
export function ComparisonHead({ originals, labels, order, size, view }: ComparisonHeadProps) {
  const cellWidth = size.width * view.scale;
  return (
    <section className={styles.head} aria-label="Originals">
      <header className={styles.label}>
        <span className={styles.name}>
          <strong>Originals</strong>
        </span>
        <span className={styles.facts}>mean cost ± s.d. of each row’s samples</span>
        <span className={styles.facts}>green: less than PCA’s</span>
      </header>
      <div className={styles.cells}>
        {labels !== null && (
          <ol
            className={styles.classes}
            style={{ gridTemplateColumns: `repeat(${order.length}, ${cellWidth}px)`, columnGap: hairline }}
            aria-label="Labels"
          >
            {order.map((sample) => (
              <li key={sample}>{labels[sample]}</li>
            ))}
          </ol>
        )}
        <SampleStrip
          atlas={originals}
          originals={null}
          map={view.map}
          order={order}
          scale={view.scale}
          label="Original samples"
          sampleWidth={size.width}
          sampleHeight={size.height}
        />
      </div>
    </section>
  );
}
