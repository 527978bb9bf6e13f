/** The candidate with the smallest edit distance, ignoring case; null if none is close. */
export function closest(word: string, candidates: readonly string[]): string | null {
  const maxDistance = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly candidate: string; readonly distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= maxDistance && (best === null || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate ?? null;
}

/** Letters to insert, remove or exchange (Levenshtein 1966). Each column holds the distance of its prefix of `b` to the letters of `a` so far. */
function editDistance(a: string, b: string): number {
  const columns = [...b].map((letter, index) => ({ letter, distance: index + 1 }));
  let distance = columns.length;
  let row = 0;
  for (const letter of a) {
    let diagonal = row++;
    distance = row;
    for (const column of columns) {
      const exchanged = diagonal + Number(letter !== column.letter);
      diagonal = column.distance;
      distance = Math.min(exchanged, diagonal + 1, distance + 1);
      column.distance = distance;
    }
  }
  return distance;
}
