'use client';

import buttons from '#components/ui/button.module.css';
import { formatNumberOf } from '#lib/format.ts';
import bar from '../run-list/selection-bar.module.css';
import { manyActions } from '../steering/prepare-actions.ts';
import { SteeringButtons } from '../steering/steering-buttons.tsx';

/** What can be done with the sweeps that are selected. */
export function SweepSelection({ selected, onNone }: { readonly selected: readonly string[]; readonly onNone: () => void }) {
  return (
    <section className={bar.bar} aria-label="Selected sweeps">
      <strong>{formatNumberOf(selected.length, 'sweep')} selected</strong>
      <span className={bar.choose}>
        <button type="button" className={buttons.link} onClick={onNone}>
          Select none
        </button>
      </span>
      <span className={bar.actions}>
        <SteeringButtons noun="sweep" ids={selected} actions={manyActions('sweep', selected.length)} onDeleted={onNone} />
      </span>
    </section>
  );
}
