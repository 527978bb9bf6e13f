import { type DatasetFacts, knownFacts } from './dataset-facts.ts';
import type { JsonObject } from './json.ts';
import { notesOn } from './notes.ts';
import { parseSpec } from './spec.ts';

/** The notes on a stored sweep, as when it was planned; none where an earlier version stored no facts about its data. */
export function notesOnSweep({ spec, facts }: { readonly spec: JsonObject; readonly facts: DatasetFacts | null }): readonly string[] {
  const parsed = parseSpec(spec);
  const known = facts ?? knownFacts(parsed.dataset);
  return known === null ? [] : notesOn(parsed, known);
}
