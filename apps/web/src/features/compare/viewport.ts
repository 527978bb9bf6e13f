import type { Gesture, Position } from '#lib/gesture.ts';

/** The visible part of a sample. `left` and `top` are fractions of the sample; the part is `1 / zoom` of the sample in both dimensions. */
export interface Viewport {
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
}

export const wholeSample: Viewport = { zoom: 1, left: 0, top: 0 };

const maxZoom = 16;

/** Zooms by a factor and keeps the point at `place` fixed. */
export function zoomAt(view: Viewport, position: Position, factor: number): Viewport {
  const zoom = Math.min(maxZoom, Math.max(1, view.zoom * factor));
  return within({
    zoom,
    left: view.left + position.x / view.zoom - position.x / zoom,
    top: view.top + position.y / view.zoom - position.y / zoom,
  });
}

/**
 * Pans with the pointer.
 * @param by distance in fractions of the pane
 */
export function panBy(view: Viewport, by: Position): Viewport {
  return within({ zoom: view.zoom, left: view.left - by.x / view.zoom, top: view.top - by.y / view.zoom });
}

/** Pans and zooms by a pinch gesture, so that the content follows the fingers. */
export function moveBy(view: Viewport, { from, to, factor }: Gesture): Viewport {
  return panBy(zoomAt(view, from, factor), { x: to.x - from.x, y: to.y - from.y });
}

/** Column and row of the value at a position in the pane. */
export function valueUnder(view: Viewport, position: Position, { width, height }: { readonly width: number; readonly height: number }) {
  return {
    column: Math.min(width - 1, Math.floor((view.left + position.x / view.zoom) * width)),
    row: Math.min(height - 1, Math.floor((view.top + position.y / view.zoom) * height)),
  };
}

function within({ zoom, left, top }: Viewport): Viewport {
  const most = 1 - 1 / zoom;
  return { zoom, left: Math.min(most, Math.max(0, left)), top: Math.min(most, Math.max(0, top)) };
}
