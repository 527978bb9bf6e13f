import type { Json, JsonObject } from '@hourglass/sweeps';
import { SweepsError } from '@hourglass/sweeps/errors';
import { withData, withOptions } from '@hourglass/sweeps/flags';
import type { FormField } from '@hourglass/sweeps/form';
import { fieldsOfFamilies } from '@hourglass/sweeps/form-families';
import { editSpecText, parseSpecText } from '@hourglass/sweeps/spec-text';
import { isJsonObject } from '#lib/is-json-object.ts';

/**
 * A spec that can be edited both as a form and as text. The text is authoritative; `document` is the result of its last successful parse.
 */
export interface SpecState {
  readonly text: string;
  readonly document: JsonObject;
  /** The text that `document` was parsed from. */
  readonly readableText: string;
  /** The parse error as a sentence; null if the text is valid. */
  readonly problem: string | null;
}

const nothing: SpecState = { text: '', document: {}, readableText: '', problem: null };

export function specState(text: string): SpecState {
  return typed(nothing, text);
}

/** Applies an edit of the text. If it cannot be parsed, the form keeps the last document. */
export function typed(state: SpecState, text: string): SpecState {
  try {
    return { text, document: asObject(parseSpecText(text)), readableText: text, problem: null };
  } catch (error) {
    if (!(error instanceof SweepsError)) throw error;
    return { ...state, text, problem: error.message };
  }
}

/** Applies an edit of a form field to the text. Only the field's line changes, and comments are kept. `undefined` removes the field. */
export function edited(state: SpecState, path: readonly string[], value: Json | undefined): SpecState {
  const [section, option] = path;
  if (section === 'dataset' && option !== undefined) {
    // A name or a path becomes an object with the option, and a text again without one.
    const dataset = asJson(withOptions(state.document.dataset, { [option]: value }));
    return typed(state, editSpecText(state.readableText, ['dataset'], dataset));
  }
  if (section === 'dataset' && value === undefined) {
    // The options of the data are fields of their own, which this one's default leaves alone.
    return typed(state, editSpecText(state.readableText, path, asJson(withData(state.document.dataset, undefined))));
  }
  return typed(state, editSpecText(state.readableText, path, value));
}

/** Removes the fields of the network that none of these families has, as after another family was chosen. */
export function withoutForeignFields(state: SpecState, fields: readonly FormField[], families: readonly string[]): SpecState {
  const own = new Set(fieldsOfFamilies(fields, families).map(({ path }) => path.join('.')));
  const foreign = fields.filter(({ path }) => !own.has(path.join('.')) && valueAt(state.document, path) !== undefined);
  return foreign.reduce((before, { path }) => edited(before, path, undefined), state);
}

/** The value of a field in the document; undefined if it is missing. */
export function valueAt(document: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => (isJsonObject(value) ? value[key] : undefined), document);
}

function asJson(value: unknown): Json | undefined {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
}

function asObject(value: unknown): JsonObject {
  const json: Json = value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
  return isJsonObject(json) ? json : {};
}
