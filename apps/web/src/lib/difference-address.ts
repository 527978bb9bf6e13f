/** More columns than this can't be read side by side. */
export const mostDifferent = 6;

/** The runs that stand in the address, each once. */
export function differentRuns(text: string): readonly string[] {
  return [...new Set(text.split(',').filter((id) => id !== ''))].slice(0, mostDifferent);
}
