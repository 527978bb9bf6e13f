/** Ids in one request: its address has room for so many. */
const mostAsked = 200;

export interface RowRefresherOptions<Row> {
  readonly ask: (ids: string[]) => Promise<readonly Row[]>;
  readonly apply: (row: Row) => void;
}

/**
 * Asks again for rows that changed, one request at a time: what changes meanwhile waits for the next, so that a slow answer is never applied
 * after a newer one. Where a request fails, its rows are asked for with those that change next.
 */
export function rowRefresher<Row>({ ask, apply }: RowRefresherOptions<Row>) {
  const changed = new Set<string>();
  let isAsking = false;
  let isStopped = false;

  const askAll = async () => {
    isAsking = true;
    try {
      while (changed.size > 0 && !isStopped) {
        const ids = [...changed].slice(0, mostAsked);
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
