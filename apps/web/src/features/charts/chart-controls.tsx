'use client';

import { Choice } from '#components/ui/choice.tsx';
import { type ChartView, scales, smoothings, units } from './use-chart-view.ts';

export function ChartControls({ view }: { readonly view: ChartView }) {
  return (
    <>
      <Choice label="Cost" values={scales} value={view.scale} onChange={view.setScale} />
      <Choice label="Along" values={units} value={view.unit} onChange={view.setUnit} words={{ epoch: 'epochs', step: 'steps' }} />
      <Choice label="Smooth" values={smoothings} value={view.smooth} onChange={view.setSmooth} />
    </>
  );
}
