/** Linear light: red, green and blue from 0 to 1. */
export type Light = readonly [red: number, green: number, blue: number];
type Matrix = readonly [Light, Light, Light];

/** Simulation of dichromats. Machado, Oliveira & Fernandes 2009, “A physiologically-based model for simulation of color vision deficiency”, severity 1. */
export const colourVisions: Readonly<Record<'normal' | 'protanopia' | 'deuteranopia' | 'tritanopia', Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** @param colour components from 0 to 255 */
export function toLight(colour: readonly [number, number, number]): Light {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return [linear(colour[0] / 255), linear(colour[1] / 255), linear(colour[2] / 255)];
}

export function hexLight(hex: string): Light {
  const part = (start: number) => Number.parseInt(hex.slice(start, start + 2), 16);
  return toLight([part(1), part(3), part(5)]);
}

function times(matrix: Matrix, [x, y, z]: Light): Light {
  const row = ([a, b, c]: Light) => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

export function seenWith(matrix: Matrix, light: Light): Light {
  const [red, green, blue] = times(matrix, light);
  const clamp = (part: number) => Math.min(1, Math.max(0, part));
  return [clamp(red), clamp(green), clamp(blue)];
}

/** Ottosson 2020, “A perceptual color space for image processing”. */
export function toOklab(light: Light): Light {
  const [l, m, s] = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    light,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

/** Distance in OKLab, where about 0.02 is just noticeable. */
export function distance(one: Light, other: Light): number {
  const [a, b] = [toOklab(one), toOklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
