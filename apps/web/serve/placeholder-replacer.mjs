import { placeholder } from './placeholder.mjs';

/**
 * Replaces the placeholder in a body that arrives in chunks, also where it is split between two of them. Works on bytes as Latin-1 text, because V8
 * searches strings faster than Node searches buffers.
 */
export class PlaceholderReplacer {
  #replacement;
  /** End of the previous chunk that may be the start of a placeholder. */
  #held = '';

  /** @param {string} replacement ASCII */
  constructor(replacement) {
    this.#replacement = replacement;
  }

  /**
   * @param {Buffer} chunk
   * @returns {Buffer} what can be sent now
   */
  push(chunk) {
    const text = this.#held + chunk.toString('latin1');
    this.#held = startAtEnd(text);
    const complete = text.slice(0, text.length - this.#held.length);
    return Buffer.from(
      complete.replaceAll(placeholder, () => this.#replacement),
      'latin1',
    );
  }

  /** @returns {Buffer} what was held back, at the end of the body */
  end() {
    return Buffer.from(this.#held, 'latin1');
  }
}

/**
 * The start of a placeholder at the end of a text, if there is one. Only its first character is a slash.
 *
 * @param {string} text
 */
function startAtEnd(text) {
  const end = text.slice(-placeholder.length + 1);
  const slash = end.lastIndexOf(placeholder.charAt(0));
  return slash !== -1 && placeholder.startsWith(end.slice(slash)) ? end.slice(slash) : '';
}
