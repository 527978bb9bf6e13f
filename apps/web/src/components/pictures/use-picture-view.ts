'use client';

import { colourMaps } from '@hourglass/presentation/colour-maps';
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { sampleOrderNames } from '#lib/sample-order.ts';
import { cellModeNames } from './cell-modes.ts';

export const pictureScales = ['1', '2', '3', '4'] as const;

/** The picture settings, stored in the address. A missing epoch is the last one. */
export function usePictureView() {
  const [view, setView] = useQueryStates({
    epoch: parseAsInteger,
    map: parseAsStringLiteral(colourMaps).withDefault('gray'),
    show: parseAsStringLiteral(cellModeNames).withDefault('reconstruction'),
    /** Percent, for onion skin and swipe. */
    blend: parseAsInteger.withDefault(50),
    samples: parseAsStringLiteral(sampleOrderNames).withDefault('probe'),
    scale: parseAsStringLiteral(pictureScales).withDefault('2'),
  });
  return { ...view, scale: Number(view.scale), scaleWord: view.scale, setView };
}

export type PictureView = ReturnType<typeof usePictureView>;
