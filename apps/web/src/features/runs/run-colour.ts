/*
 * Okabe & Ito's palette, made to be told apart by everybody (https://jfly.uni-koeln.de/color/), without its black;
 * its yellow is darkened on white, and all are lightened a little on black.
 */
const palette: readonly (readonly [light: string, dark: string])[] = [
  ['#0072b2', '#3d9fdc'],
  ['#d55e00', '#f07f2e'],
  ['#009e73', '#1cc094'],
  ['#cc79a7', '#dd93bd'],
  ['#e69f00', '#f0b429'],
  ['#56b4e9', '#7cc8f3'],
  ['#a89b00', '#f0e442'],
];

/** Every seven runs the same hues come again, darker, then paler. */
const rounds: readonly ((colour: string) => string)[] = [
  (colour) => colour,
  (colour) => `color-mix(in oklab, ${colour} 62%, black)`,
  (colour) => `color-mix(in oklab, ${colour} 55%, white)`,
];

/** Baselines stand back behind the runs. */
const baselineColour = 'var(--ink-faint)';

/** The colour of a run on every page, by its place in its sweep. A baseline's index is null. */
export function runColour(index: number | null): string {
  if (index === null) return baselineColour;
  const [light, dark] = palette[index % palette.length] ?? ['currentColor', 'currentColor'];
  const round = rounds[Math.floor(index / palette.length) % rounds.length] ?? ((colour: string) => colour);
  return `light-dark(${round(light)}, ${round(dark)})`;
}
