/** Red, green and blue. */
export type Colour = ArrayLike<number>;

/** In pixels. */
export type Point = readonly [x: number, y: number];

/** In pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A white RGB picture to draw on. Parts of a shape outside the picture are cut off. */
export class FigureCanvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Uint8Array(width * height * 3).fill(255);
  }

  fill({ left, top, width, height }: Box, colour: Colour): void {
    const [fromX, toX] = [Math.max(0, Math.round(left)), Math.min(this.width, Math.round(left + width))];
    const [fromY, toY] = [Math.max(0, Math.round(top)), Math.min(this.height, Math.round(top + height))];
    for (let y = fromY; y < toY; y++) for (let x = fromX; x < toX; x++) this.data.set(colour, 3 * (y * this.width + x));
  }

  /** Draws square dots from one point to another. */
  line(from: Point, to: Point, { thickness, colour }: { readonly thickness: number; readonly colour: Colour }): void {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]))));
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      const [x, y] = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
      this.fill({ left: x - thickness / 2, top: y - thickness / 2, width: thickness, height: thickness }, colour);
    }
  }
}
