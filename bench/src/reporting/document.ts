import { BenchError } from '../errors.ts';

/** Replaces the text between a section's two markers. The rest of the document is written by hand. */
export function replaceSection(document: string, name: string, markdown: string): string {
  const [start, end] = markers(name);
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from === -1 || to < from) {
    throw new BenchError('DOCUMENT_INVALID', `docs/measurements.md: the lines "${start}" and "${end}" must stand in it, in this order.`);
  }
  return `${document.slice(0, from + start.length)}\n${markdown.trim()}\n${document.slice(to)}`;
}

function markers(name: string): readonly [start: string, end: string] {
  return [`<!-- ${name}: measured -->`, `<!-- ${name}: end -->`];
}
