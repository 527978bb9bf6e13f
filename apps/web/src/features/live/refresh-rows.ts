/** Maximum number of ids per request, bounded by the URL length. */
const maxIdsPerRequest = 200;

export interface RowRefresherOptions<Row> {
  readonly ask: (ids: string[]) => Promise<readonly Row[]>;
  readonly apply: (row: Row) => void;
}

/**
 * Refetches changed rows, one request at a time. Changes during a request wait for the next one, so that a slow response never overwrites a
 * newer one. If a request fails, its rows are included in the next one.
 */
export function rowRefresher<Row>({ ask, apply }: RowRefresherOptions<Row>) {
  const changed = new Set<string>();
  let isAsking = false;
  let isStopped = false;

  const askAll = async () => {
    isAsking = true;
    try {
      while (changed.size > 0 && !isStopped) {
        const ids = [...changed].slice(0, maxIdsPerRequest);
        for (const id of ids) changed.delete(id);
        const rows = await ask(ids).catch((error: unknown) => {
          for (const id of ids) changed.add(id);
          throw error;
        });
        if (!isStopped) for (const row of rows) apply(row);
      }
    } finally {
      isAsking = false;
    }
  };

  return {
    async refresh(ids: readonly string[]): Promise<void> {
      for (const id of ids) changed.add(id);
      if (!isAsking && changed.size > 0) await askAll();
    },
    stop(): void {
      isStopped = true;
    },
  };
}
