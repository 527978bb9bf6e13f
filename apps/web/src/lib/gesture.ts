/** A position in an element, as fractions of its width and height. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Zooms by `factor` and pans so that the point at `from` lands at `to`. */
export interface Gesture {
  readonly from: Position;
  readonly to: Position;
  readonly factor: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

export function positionIn({ left, top, width, height }: Box, { clientX, clientY }: Point): Position {
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}

/** The gesture of one or two fingers between two events: pan, and pinch zoom. */
export function touchGesture(box: Box, before: readonly Point[], now: readonly Point[]): Gesture {
  const spread = (points: readonly Point[]) => {
    const [first, second] = points;
    return first === undefined || second === undefined
      ? 1
      : Math.max(1, Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY));
  };
  const middle = (points: readonly Point[]) => ({
    clientX: points.reduce((sum, { clientX }) => sum + clientX, 0) / points.length,
    clientY: points.reduce((sum, { clientY }) => sum + clientY, 0) / points.length,
  });
  return { from: positionIn(box, middle(before)), to: positionIn(box, middle(now)), factor: spread(now) / spread(before) };
}

interface Wheel extends Point {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
}

/** Pixels per line, for wheels that report lines. */
const line = 16;
/** Exponent of e for each pixel: a notch of a wheel has 100 pixels and zooms by a fifth; a pinch on a trackpad sends a few pixels at a time. */
const zooms = { wheel: 0.0018, pinch: 0.01, most: 0.25 } as const;

/** The gesture of a wheel or trackpad: horizontal pans, vertical zooms. Browsers report a trackpad pinch as a wheel with the control key. */
export function wheelGesture(box: Box, wheel: Wheel): Gesture {
  const from = positionIn(box, wheel);
  const pixels = wheel.deltaMode === 0 ? 1 : line;
  if (isSideways(wheel)) return { from, to: { x: from.x - (pixels * wheel.deltaX) / box.width, y: from.y }, factor: 1 };
  const power = -pixels * wheel.deltaY * (wheel.ctrlKey ? zooms.pinch : zooms.wheel);
  return { from, to: from, factor: Math.exp(Math.max(-zooms.most, Math.min(zooms.most, power))) };
}

export function isSideways({ deltaX, deltaY, ctrlKey }: Pick<Wheel, 'deltaX' | 'deltaY' | 'ctrlKey'>): boolean {
  return !ctrlKey && Math.abs(deltaX) > Math.abs(deltaY);
}
