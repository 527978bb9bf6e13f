import styles from './skeleton.module.css';

/** Holds the place of what is being loaded. */
export function Skeleton({ width, height }: { readonly width?: number | string; readonly height?: number }) {
  return <span className={styles.skeleton} style={{ width: width ?? '100%', height: height ?? 12 }} aria-hidden="true" />;
}

/** The place of a table: a head and rows of the height that they will have. */
function TableSkeleton({ rows, rowHeight }: { readonly rows: number; readonly rowHeight: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows + 1 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that stand for nothing have no other name
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

/** A page before its data: heading, charts, table, each where it will stand. */
export function PageSkeleton({ charts, rows, rowHeight }: PageSkeletonProps) {
  return (
    <main className={styles.page} aria-busy="true">
      <p className="visually-hidden">Loading</p>
      <Skeleton width={260} height={20} />
      <Skeleton width={420} />
      {charts > 0 && (
        <div className={styles.charts}>
          {Array.from({ length: charts }, (_, chart) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: charts that stand for nothing have no other name
            <div key={chart} className={styles.chart} />
          ))}
        </div>
      )}
      <TableSkeleton rows={rows} rowHeight={rowHeight} />
    </main>
  );
}
