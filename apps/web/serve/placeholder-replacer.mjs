import { placeholder } from './placeholder.mjs';

const searched = Buffer.from(placeholder);

/** Replaces the placeholder in a body that arrives in chunks, also where it is split between two of them. */
export class PlaceholderReplacer {
  #replacement;
  /** @type {Buffer} end of the previous chunk that may be the start of a placeholder */
  #held;

  /** @param {string} replacement */
  constructor(replacement) {
    this.#replacement = Buffer.from(replacement);
    this.#held = Buffer.alloc(0);
  }

  /**
   * @param {Buffer} chunk
   * @returns {Buffer} what can be sent now; may share the chunk's memory
   */
  push(chunk) {
    const body = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const parts = [];
    let start = 0;
    for (let found = body.indexOf(searched); found !== -1; found = body.indexOf(searched, start)) {
      parts.push(body.subarray(start, found), this.#replacement);
      start = found + searched.length;
    }
    const end = body.length - heldLength(body.subarray(start));
    this.#held = body.subarray(end);
    const rest = body.subarray(start, end);
    return parts.length === 0 ? rest : Buffer.concat([...parts, rest]);
  }

  /** @returns {Buffer} what was held back, at the end of the body */
  end() {
    return this.#held;
  }
}

/**
 * Length of the longest end of a text that is a beginning of the placeholder.
 *
 * @param {Buffer} text
 */
function heldLength(text) {
  for (let length = Math.min(text.length, searched.length - 1); length > 0; length--) {
    if (text.subarray(text.length - length).equals(searched.subarray(0, length))) return length;
  }
  return 0;
}
