/** Values of each field by name. */
export type Choices = Readonly<Record<string, readonly unknown[]>>;
export type Configuration = Readonly<Record<string, unknown>>;

/**
 * Configurations in which every pair of values of two fields occurs, unless a pair is refused. Greedy: each configuration begins with a pair that is
 * missing, and the other fields take the values that complete most missing pairs.
 *
 * @param isAllowed whether a configuration makes sense, or can be completed to one that does
 */
export function coveringArray(choices: Choices, isAllowed: (configuration: Configuration) => boolean): readonly Configuration[] {
  const fields = Object.keys(choices);
  const keyOf = (a: string, x: unknown, b: string, y: unknown) => JSON.stringify([a, x, b, y]);
  const missing = new Map<string, Configuration>();
  fields.forEach((a, index) => {
    for (const b of fields.slice(index + 1))
      for (const x of choices[a] ?? []) for (const y of choices[b] ?? []) missing.set(keyOf(a, x, b, y), { [a]: x, [b]: y });
  });
  const pairsOf = (given: Configuration) =>
    fields.flatMap((a, index) =>
      fields.slice(index + 1).flatMap((b) => (a in given && b in given ? [keyOf(a, given[a], b, given[b])] : [])),
    );
  const found: Configuration[] = [];
  while (missing.size > 0) {
    const [key, pair] = [...missing][0] ?? ['', {}];
    const candidates = completions(pair).filter(isAllowed);
    const best = candidates.toSorted((a, b) => gain(b) - gain(a))[0];
    if (best === undefined) missing.delete(key);
    else {
      found.push(best);
      for (const covered of pairsOf(best)) missing.delete(covered);
    }
  }
  return found;

  function gain(given: Configuration): number {
    return pairsOf(given).filter((key) => missing.has(key)).length;
  }

  /** Some ways to fill the other fields: greedily, from each value of each field first. */
  function completions(pair: Configuration): readonly Configuration[] {
    return fields
      .filter((field) => !(field in pair))
      .flatMap((first) => (choices[first] ?? []).map((value) => filled({ ...pair, [first]: value })));
  }

  function filled(start: Configuration): Configuration {
    let current = start;
    for (const field of fields) {
      if (field in current) continue;
      const options = (choices[field] ?? []).map((value) => ({ ...current, [field]: value }));
      const sorted = options.toSorted((a, b) => gain(b) - gain(a));
      current = sorted.find(isAllowed) ?? sorted[0] ?? current;
    }
    return current;
  }
}
