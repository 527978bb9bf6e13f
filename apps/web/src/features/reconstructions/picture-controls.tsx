'use client';

import { Choice } from '#components/ui/choice.tsx';
import { colourMaps } from './colour-maps.ts';
import { showings } from './paint.ts';
import { type PictureView, pictureScales, sampleOrders } from './use-picture-view.ts';

/** What is shown of each sample, in which colours, how large and in which order. */
export function PictureControls({ view }: { readonly view: PictureView }) {
  const { setView } = view;
  return (
    <>
      <Choice
        label="Show"
        values={showings}
        value={view.show}
        onChange={(show) => void setView({ show })}
        words={{ reconstruction: 'values', difference: 'difference' }}
      />
      {view.show === 'reconstruction' && (
        <Choice label="Colours" values={colourMaps} value={view.map} onChange={(map) => void setView({ map })} />
      )}
      <Choice
        label="Samples"
        values={sampleOrders}
        value={view.samples}
        onChange={(samples) => void setView({ samples })}
        words={{ probe: 'as probed', worst: 'worst first' }}
      />
      <Choice
        label="Size"
        values={pictureScales}
        value={view.scaleWord}
        onChange={(scale) => void setView({ scale })}
        words={{ '1': '1×', '2': '2×', '3': '3×', '4': '4×' }}
      />
    </>
  );
}
