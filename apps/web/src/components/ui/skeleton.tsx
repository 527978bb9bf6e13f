import styles from './skeleton.module.css';

/** Placeholder for content that is loading. */
export function Skeleton({ width, height }: { readonly width?: number | string; readonly height?: number }) {
  return <span className={styles.skeleton} style={{ width: width ?? '100%', height: height ?? 12 }} aria-hidden="true" />;
}

/** Placeholder for a table, with the final heights of its head and rows. */
function TableSkeleton({ rows, rowHeight }: { readonly rows: number; readonly rowHeight: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows + 1 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholder rows have no identity but their index
        <div key={row} className={styles.row} style={{ height: row === 0 ? 28 : rowHeight }}>
          <Skeleton width={row === 0 ? 80 : 160 + ((row * 37) % 80)} />
          <Skeleton width={64} />
          <Skeleton width={120} />
        </div>
      ))}
    </div>
  );
}

export interface PageSkeletonProps {
  readonly charts: number;
  readonly rows: number;
  readonly rowHeight: number;
}

/** Placeholder for a page, with heading, charts and table in their final positions. */
export function PageSkeleton({ charts, rows, rowHeight }: PageSkeletonProps) {
  return (
    <main className={styles.page} aria-busy="true">
      <p className="visually-hidden">Loading</p>
      <Skeleton width={260} height={20} />
      <Skeleton width={420} />
      {charts > 0 && (
        <div className={styles.charts}>
          {Array.from({ length: charts }, (_, chart) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholder charts have no identity but their index
            <div key={chart} className={styles.chart} />
          ))}
        </div>
      )}
      <TableSkeleton rows={rows} rowHeight={rowHeight} />
    </main>
  );
}
