import { paper } from '@hourglass/presentation';
import type { Figure, FigureBox } from './prepare-figure.ts';

const font = 'Helvetica, Arial, sans-serif';

/**
 * Serializes a figure as SVG. Images have one pixel per value, plots are pictures of higher density, and text stays editable.
 *
 * @param picture returns the data URL of a cell
 * @param bar data URL of the colour bar, left to right
 */
export function figureSvg(figure: Figure, picture: (row: number, column: number) => string, bar: string): string {
  const { width, height, texts, cells } = figure;
  const [w, h] = [round(width), round(height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}pt" height="${h}pt" viewBox="0 0 ${w} ${h}" font-family="${font}">`,
    `<rect width="${w}" height="${h}" fill="${paper.ground}"/>`,
    ...cells.map((cell) => image(cell, picture(cell.row, cell.column), ' image-rendering="pixelated"')),
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
