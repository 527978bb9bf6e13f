import type { Json, JsonObject } from '@hourglass/sweeps';
import { SweepsError } from '@hourglass/sweeps/errors';
import { editSpecText, parseSpecText } from '@hourglass/sweeps/spec-text';
import { isJsonObject } from '#lib/is-json-object.ts';

/** A spec that is written by a form and by hand at once. The text is what counts; the document is the last one that it could be read as. */
export interface SpecState {
  readonly text: string;
  readonly document: JsonObject;
  /** The text that `document` was read from. */
  readonly readableText: string;
  /** Why the text can't be read, as a sentence. */
  readonly problem: string | null;
}

const nothing: SpecState = { text: '', document: {}, readableText: '', problem: null };

export function specState(text: string): SpecState {
  return typed(nothing, text);
}

/** Somebody wrote in the text. Where it can't be read the form keeps what it had. */
export function typed(state: SpecState, text: string): SpecState {
  try {
    return { text, document: asObject(parseSpecText(text)), readableText: text, problem: null };
  } catch (error) {
    if (!(error instanceof SweepsError)) throw error;
    return { ...state, text, problem: error.message };
  }
}

/** Somebody changed a field: its line changes, comments stay. `undefined` takes the field away. */
export function edited(state: SpecState, path: readonly string[], value: Json | undefined): SpecState {
  return typed(state, editSpecText(state.readableText, path, value));
}

/** What the document says of a field; undefined where it says nothing. */
export function valueAt(document: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => (isJsonObject(value) ? value[key] : undefined), document);
}

function asObject(value: unknown): JsonObject {
  const json: Json = value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
  return isJsonObject(json) ? json : {};
}
