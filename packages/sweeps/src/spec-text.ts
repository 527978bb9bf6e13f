import { Document, isCollection, isMap, isNode, isSeq, parse, parseDocument, YAMLParseError } from 'yaml';
import { SweepsError } from './errors.ts';
import type { Json } from './json.ts';

const written = { lineWidth: 0, flowCollectionPadding: false } as const;

/** The document in a YAML or JSON text, not yet validated. @throws SweepsError SPEC_INVALID */
export function parseSpecText(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'error' });
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    throw new SweepsError('SPEC_INVALID', [`The spec is not valid YAML: ${error.message.trim()}`]);
  }
}

/** A document as a person would write it: lists of values on one line, networks below each other. */
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
  const parsed = parseDocument(text, { logLevel: 'error' });
  const yaml = isMap(parsed.contents) ? parsed : new Document({ version: 1 });
  const parents = path.slice(0, -1);
  if (value === undefined) {
    yaml.deleteIn(path);
    const parent = parents.length === 0 ? null : yaml.getIn(parents);
    if (isMap(parent) && parent.items.length === 0) yaml.deleteIn(parents);
    return yaml.toString(written);
  }
  // A section that holds no fields is one that is not there.
  if (parents.length > 0 && !isMap(yaml.getIn(parents))) yaml.setIn(parents, yaml.createNode({}));
  const node = yaml.createNode(value);
  compact(node, parents.length + 1);
  const before = yaml.getIn(path, true);
  if (isNode(before) && before.comment != null) node.comment = before.comment;
  yaml.setIn(path, node);
  return yaml.toString(written);
}

/** Sections stay blocks, and so do lists of lists; whatever else is a list or an object is written on one line. */
function compact(node: unknown, depth: number): void {
  if (!isCollection(node)) return;
  if (isMap(node) && depth === 1 && node.items.every(({ key }) => String(key) !== 'kind' && String(key) !== 'min')) {
    for (const { value } of node.items) compact(value, depth + 1);
    return;
  }
  if (isSeq(node) && node.items.some((item: unknown) => isSeq(item))) {
    for (const item of node.items) flow(item);
    return;
  }
  flow(node);
}

function flow(node: unknown): void {
  if (isCollection(node)) node.flow = true;
}
