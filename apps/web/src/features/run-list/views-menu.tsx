'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import buttons from '#components/ui/button.module.css';
import { Popover } from '#components/ui/popover.tsx';
import { useTRPC } from '#lib/trpc.ts';
import type { ListView } from '#wire/list-view.ts';
import styles from './views-menu.module.css';

export interface ViewsMenuProps {
  readonly view: ListView;
  /** The view of a page without settings. */
  readonly initial: ListView;
  readonly onView: (view: ListView) => void;
}

/** Lists the saved views and saves the current one. */
export function ViewsMenu({ view, initial, onView }: ViewsMenuProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = { onSuccess: () => queryClient.invalidateQueries(trpc.runList.views.queryFilter()) };
  const { data: views = [] } = useQuery(trpc.runList.views.queryOptions());
  const save = useMutation({ ...trpc.runList.saveView.mutationOptions(), ...refresh });
  const remove = useMutation({ ...trpc.runList.removeView.mutationOptions(), ...refresh });
  const [name, setName] = useState('');
  const current = views.find((kept) => JSON.stringify(kept.view) === JSON.stringify(view));
  const error = save.error ?? remove.error;
  return (
    <Popover label={current === undefined ? 'Views' : `View: ${current.name}`} title="Views">
      <div className={styles.menu}>
        <ul className={styles.list}>
          <li>
            <button type="button" onClick={() => onView(initial)}>
              All runs (default view)
            </button>
          </li>
          {views.map((kept) => (
            <li key={kept.id}>
              <button type="button" aria-current={kept === current} onClick={() => onView(kept.view)}>
                {kept.name}
              </button>
              <button
                type="button"
                className={styles.remove}
                aria-label={`Remove the view ${kept.name}`}
                onClick={() => remove.mutate({ id: kept.id })}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') save.mutate({ name, view: { ...view } }, { onSuccess: () => setName('') });
          }}
        >
          <input
            value={name}
            placeholder="Name of this view"
            aria-label="Name of this view"
            onChange={({ target }) => setName(target.value)}
          />
          <button type="submit" className={buttons.plain} disabled={save.isPending}>
            Save view
          </button>
        </form>
        {error !== null && <p role="alert">{error.message}</p>}
      </div>
    </Popover>
  );
}
