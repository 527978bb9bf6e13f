import { paper } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import type { Figure, FigureBox } from './figure.ts';

const font = 'Helvetica, Arial, sans-serif';

/**
 * Serializes a figure as SVG. Images have one pixel per value, plots are pictures of higher density, and text stays editable.
 *
 * @param pictures the data URL of each cell
 * @param bar data URL of the colour bar, left to right
 */
export function figureSvg(figure: Figure, pictures: readonly string[], bar: string): string {
  const { width, height, texts, cells } = figure;
  const [w, h] = [round(width), round(height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}pt" height="${h}pt" viewBox="0 0 ${w} ${h}" font-family="${font}">`,
    `<rect width="${w}" height="${h}" fill="${paper.ground}"/>`,
    ...cells.map((cell, index) => image(cell, at(pictures, index), ' image-rendering="pixelated"')),
    ...(figure.bar === null ? [] : [image(figure.bar, bar, '')]),
    ...texts.map(
      ({ x, y, text, size, anchor }) =>
        `<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor}">${escaped(text)}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

function image({ x, y, width, height }: FigureBox, href: string, more: string): string {
  return `<image x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" preserveAspectRatio="none"${more} href="${href}"/>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
