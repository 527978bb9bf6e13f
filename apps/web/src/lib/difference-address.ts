/** The most columns that are readable side by side. */
export const maxComparedRuns = 6;

/** The runs in the address, without duplicates. */
export function differentRuns(text: string): readonly string[] {
  return [...new Set(text.split(',').filter((id) => id !== ''))].slice(0, maxComparedRuns);
}
