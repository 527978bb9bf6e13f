/** The level of the neutral gray that pictures sit on, in the style sheet (`--mat`) and in thumbnails, in both themes. */
export const pictureMat = 128;

/**
 * Red, green and blue of a pixel as they are seen: a pixel that is not opaque is blended with the gray.
 *
 * @param levels red, green, blue and, unless it is opaque, the opacity; from 0 to 255
 */
export function visibleColour([red = 0, green = 0, blue = 0, opacity = 255]: readonly number[]): readonly [number, number, number] {
  const share = opacity / 255;
  const seen = (level: number) => Math.round(share * level + (1 - share) * pictureMat);
  return [seen(red), seen(green), seen(blue)];
}
