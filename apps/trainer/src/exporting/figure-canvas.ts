/** Red, green and blue. */
export type Colour = ArrayLike<number>;

/** A white RGB picture to draw on. Whatever lies outside is cut off. */
export class FigureCanvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Uint8Array(width * height * 3).fill(255);
  }

  fill(left: number, top: number, width: number, height: number, colour: Colour): void {
    const [fromX, toX] = [Math.max(0, Math.round(left)), Math.min(this.width, Math.round(left + width))];
    const [fromY, toY] = [Math.max(0, Math.round(top)), Math.min(this.height, Math.round(top + height))];
    for (let y = fromY; y < toY; y++) for (let x = fromX; x < toX; x++) this.data.set(colour, 3 * (y * this.width + x));
  }

  /** A line of square dots. */
  line(from: readonly [x: number, y: number], to: readonly [x: number, y: number], thickness: number, colour: Colour): void {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]))));
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      const [x, y] = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
      this.fill(x - thickness / 2, y - thickness / 2, thickness, thickness, colour);
    }
  }
}
