import { Document, isCollection, isMap, isNode, isSeq, parse, parseDocument, YAMLParseError } from 'yaml';
import { SweepsError } from './errors.ts';
import type { Json } from './json.ts';

const written = { lineWidth: 0, flowCollectionPadding: false } as const;

/** Encodings with a byte order mark. The mark of UTF-32 begins with that of UTF-16, so UTF-32 is tried first. */
const marks: readonly (readonly [string, readonly number[]])[] = [
  ['UTF-32', [0xff, 0xfe, 0, 0]],
  ['UTF-32', [0, 0, 0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
];

/**
 * The text of a spec's file, which is UTF-8 with or without a byte order mark. Another encoding is refused: read as UTF-8 it would lose characters
 * for good.
 *
 * @throws SweepsError SPEC_INVALID with the encoding, or the first line that is not UTF-8
 */
export function decodeSpecText(bytes: Uint8Array): string {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  const name = marked?.[0] ?? (bytes.includes(0) ? 'UTF-16 or binary' : null);
  if (name !== null) {
    throw new SweepsError('SPEC_INVALID', [
      `The spec is not UTF-8 but ${name}. Save it as UTF-8, for example with \`iconv -f ${name === 'UTF-32' ? 'UTF-32' : 'UTF-16'} -t UTF-8 FILE > utf8.yaml\`.`,
    ]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new SweepsError('SPEC_INVALID', [
      `The spec is not UTF-8: line ${firstWrongLine(bytes)} holds bytes of another encoding. Save it as UTF-8, for example with \`iconv -f ISO-8859-1 -t UTF-8 FILE > utf8.yaml\`.`,
    ]);
  }
}

/** Counted from 1. A line feed is part of no other character in UTF-8. */
function firstWrongLine(bytes: Uint8Array): number {
  const lines = new TextDecoder('utf-8').decode(bytes).split('\n');
  const encoder = new TextEncoder();
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (const [index, line] of lines.entries()) {
    const encoded = encoder.encode(line);
    if (encoded.some((byte, offset) => bytes[at + offset] !== byte)) return index + 1;
    at += encoded.length + 1;
  }
  return lines.length;
}

/** The document in a YAML or JSON text, not yet validated. @throws SweepsError SPEC_INVALID */
export function parseSpecText(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'error', merge: true });
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    throw new SweepsError('SPEC_INVALID', [`The spec is not valid YAML: ${error.message.trim()}`]);
  }
}

/** A document as YAML for people: each list of values on one line, each network on its own line. */
export function writeSpecText(document: Json): string {
  const yaml = new Document(document);
  if (isMap(yaml.contents)) for (const { value } of yaml.contents.items) compact(value, 1);
  return yaml.toString(written);
}

/**
 * The same text with one field changed, everything else and the comments as they were. `undefined` takes the field away.
 *
 * @param text of a document that can be parsed
 */
export function editSpecText(text: string, path: readonly string[], value: Json | undefined): string {
  const parsed = parseDocument(text, { logLevel: 'error', merge: true });
  const yaml = isMap(parsed.contents) ? parsed : new Document({ version: 1 });
  const parents = path.slice(0, -1);
  if (value === undefined) {
    yaml.deleteIn(path);
    const parent = parents.length === 0 ? null : yaml.getIn(parents);
    if (isMap(parent) && parent.items.length === 0) yaml.deleteIn(parents);
    return yaml.toString(written);
  }
  // An empty section counts as missing.
  if (parents.length > 0 && !isMap(yaml.getIn(parents))) yaml.setIn(parents, yaml.createNode({}));
  const node = yaml.createNode(value);
  compact(node, parents.length + 1);
  const before = yaml.getIn(path, true);
  if (isNode(before) && before.comment != null) node.comment = before.comment;
  yaml.setIn(path, node);
  return yaml.toString(written);
}

/** Sections and lists of lists are written as blocks, other lists and objects on one line. */
function compact(node: unknown, depth: number): void {
  if (!isCollection(node)) return;
  if (isMap(node) && depth === 1 && node.items.every(({ key }) => String(key) !== 'kind' && String(key) !== 'min')) {
    for (const { value } of node.items) compact(value, depth + 1);
    return;
  }
  if (isSeq(node) && node.items.some((item: unknown) => isSeq(item))) {
    for (const item of node.items) setFlowStyle(item);
    return;
  }
  setFlowStyle(node);
}

function setFlowStyle(node: unknown): void {
  if (isCollection(node)) node.flow = true;
}
