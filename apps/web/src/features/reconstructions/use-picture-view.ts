'use client';

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { colourMaps } from './colour-maps.ts';
import { showings } from './paint.ts';

export const sampleOrders = ['probe', 'worst'] as const;
export const pictureScales = ['1', '2', '3', '4'] as const;

/** How pictures are looked at, kept in the address. The epoch is the last one where it is missing. */
export function usePictureView() {
  const [view, setView] = useQueryStates({
    epoch: parseAsInteger,
    map: parseAsStringLiteral(colourMaps).withDefault('gray'),
    show: parseAsStringLiteral(showings).withDefault('reconstruction'),
    samples: parseAsStringLiteral(sampleOrders).withDefault('probe'),
    scale: parseAsStringLiteral(pictureScales).withDefault('2'),
  });
  return { ...view, scale: Number(view.scale), scaleWord: view.scale, setView };
}

export type PictureView = ReturnType<typeof usePictureView>;
