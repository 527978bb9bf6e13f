import { type DatasetFacts, knownFacts } from './dataset-facts.ts';
import { SweepsError } from './errors.ts';
import type { JsonObject } from './json.ts';
import { notesOn } from './notes.ts';
import { parseSpec, type Spec } from './spec.ts';

/**
 * The notes that planning a stored sweep gives. None if an earlier version stored no facts about its data, or if another version stored a spec
 * that this one can't read: its runs can still be shown.
 */
export function notesOnSweep({ spec, facts }: { readonly spec: JsonObject; readonly facts: DatasetFacts | null }): readonly string[] {
  const parsed = readableSpec(spec);
  const known = parsed === null ? null : (facts ?? knownFacts(parsed.dataset));
  return parsed === null || known === null ? [] : notesOn(parsed, known);
}

function readableSpec(spec: JsonObject): Spec | null {
  try {
    return parseSpec(spec);
  } catch (error) {
    if (error instanceof SweepsError) return null;
    throw error;
  }
}
