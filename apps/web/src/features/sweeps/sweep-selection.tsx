'use client';

import { formatNumberOf } from '@hourglass/presentation';
import { manyActions } from '#components/steering/prepare-actions.ts';
import { SteeringButtons } from '#components/steering/steering-buttons.tsx';
import buttons from '#components/ui/button.module.css';
import bar from '#components/ui/selection-bar.module.css';

/** Actions on the selected sweeps. */
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
