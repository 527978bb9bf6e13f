import type { Gesture, Place } from '#lib/gesture.ts';

/** Which part of a sample fills a pane. `left` and `top` are shares of the sample; the part is `1 / zoom` of it each way. */
export interface Viewport {
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
}

export const wholeSample: Viewport = { zoom: 1, left: 0, top: 0 };

const mostZoom = 16;

/** Closer or further, with what is under the place staying there. */
export function zoomAt(view: Viewport, place: Place, factor: number): Viewport {
  const zoom = Math.min(mostZoom, Math.max(1, view.zoom * factor));
  return within({
    zoom,
    left: view.left + place.x / view.zoom - place.x / zoom,
    top: view.top + place.y / view.zoom - place.y / zoom,
  });
}

/** Takes what is seen along with the pointer. @param by shares of the pane */
export function panBy(view: Viewport, by: Place): Viewport {
  return within({ zoom: view.zoom, left: view.left - by.x / view.zoom, top: view.top - by.y / view.zoom });
}

/** What is under the fingers stays under them. */
export function moveBy(view: Viewport, { from, to, factor }: Gesture): Viewport {
  return panBy(zoomAt(view, from, factor), { x: to.x - from.x, y: to.y - from.y });
}

/** The value under a place: its column and row. */
export function valueUnder(view: Viewport, place: Place, { width, height }: { readonly width: number; readonly height: number }) {
  return {
    column: Math.min(width - 1, Math.floor((view.left + place.x / view.zoom) * width)),
    row: Math.min(height - 1, Math.floor((view.top + place.y / view.zoom) * height)),
  };
}

function within({ zoom, left, top }: Viewport): Viewport {
  const most = 1 - 1 / zoom;
  return { zoom, left: Math.min(most, Math.max(0, left)), top: Math.min(most, Math.max(0, top)) };
}
