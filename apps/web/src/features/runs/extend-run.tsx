'use client';

import { formatCount } from '@hourglass/presentation';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import buttons from '#components/ui/button.module.css';
import { Popover } from '#components/ui/popover.tsx';
import { useTRPC } from '#lib/trpc.ts';
import styles from './extend-run.module.css';

/** Adds epochs to a complete run, or explains why that is impossible. */
export function ExtendRun({ id }: { readonly id: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery({ ...trpc.launch.extension.queryOptions({ run: id }), staleTime: 0 });
  const [typedEpochs, setEpochs] = useState<number | null>(null);
  const extend = useMutation(
    trpc.steering.extend.mutationOptions({ onSuccess: () => void queryClient.invalidateQueries(trpc.runs.get.queryFilter({ id })) }),
  );
  if (data === undefined) return null;
  const known = 'epochs' in data ? data.epochs : 0;
  const epochs = typedEpochs ?? known * 2;
  return (
    <Popover label="Extend" title="Extend this run">
      {'refusal' in data ? (
        <p className={styles.why}>{data.refusal}</p>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            extend.mutate({ id, epochs });
          }}
        >
          <label>
            from {formatCount(known)} to{' '}
            <input type="number" min={known + 1} value={epochs} onChange={(event) => setEpochs(event.target.valueAsNumber)} /> epochs
          </label>
          <button type="submit" className={buttons.primary} disabled={extend.isPending}>
            Train {formatCount(Math.max(0, epochs - known))} more
          </button>
          {extend.error !== null && (
            <p role="alert" className={styles.why}>
              {extend.error.message}
            </p>
          )}
        </form>
      )}
    </Popover>
  );
}
