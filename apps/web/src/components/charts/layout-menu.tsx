'use client';

import { type FormEvent, useId, useState } from 'react';
import buttons from '#components/ui/button.module.css';
import { Select } from '#components/ui/select.tsx';
import styles from './layout-menu.module.css';
import { forgetLayout, saveLayout, useSavedLayouts } from './saved-layouts.ts';
import { type ChartView, layoutQuery, readLayout } from './use-chart-view.ts';

const unsaved = '';

/** Applies a saved layout, or saves the current one under a name. */
export function LayoutMenu({ view }: { readonly view: ChartView }) {
  const layouts = useSavedLayouts();
  const [isNaming, setNaming] = useState(false);
  const field = useId();
  const query = layoutQuery(view);
  const current = layouts.find((layout) => layout.query === query)?.name ?? unsaved;

  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (name === '') return;
    saveLayout({ name, query });
    setNaming(false);
  };
  const take = (name: string) => {
    const layout = layouts.find((saved) => saved.name === name);
    if (layout !== undefined) view.setLayout(readLayout(layout.query));
  };

  return (
    <span className={styles.menu}>
      {layouts.length > 0 && (
        <Select
          label="Layout"
          values={[unsaved, ...layouts.map(({ name }) => name)]}
          value={current}
          words={{ [unsaved]: 'not saved' }}
          onChange={take}
        />
      )}
      {isNaming ? (
        <form className={styles.form} onSubmit={save}>
          <label htmlFor={field} className="visually-hidden">
            Name of the layout
          </label>
          {/* biome-ignore lint/a11y/noAutofocus: the user has opened it to type a name */}
          <input id={field} name="name" placeholder="Name" maxLength={40} required autoFocus />
          <button type="submit" className={buttons.plain}>
            Save
          </button>
          <button type="button" className={buttons.plain} onClick={() => setNaming(false)}>
            Cancel
          </button>
        </form>
      ) : current === unsaved ? (
        <button type="button" className={buttons.link} onClick={() => setNaming(true)}>
          Save layout
        </button>
      ) : (
        <button type="button" className={buttons.link} onClick={() => forgetLayout(current)}>
          Delete layout
        </button>
      )}
    </span>
  );
}
