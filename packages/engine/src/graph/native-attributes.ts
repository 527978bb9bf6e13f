import { EngineError } from '../errors.ts';
import type { Attribute } from './graph.ts';
import type { NativeAttribute } from './native-backend.ts';

/** TF_AttrType in tensorflow/c/c_api.h */
const attributeKinds = ['string', 'int', 'float', 'bool', 'type', 'shape'] as const;

/** Converts the attributes of an operation as tfjs-node passes them to its binding. @throws EngineError STEP_INVALID for a kind that graphs here lack */
export function readAttributes(attributes: readonly NativeAttribute[]): Readonly<Record<string, Attribute>> {
  return Object.fromEntries(attributes.map(({ name, type, value }) => [name, readAttribute(name, attributeKinds[type], value)]));
}

function readAttribute(name: string, kind: (typeof attributeKinds)[number] | undefined, value: unknown): Attribute {
  const isList = Array.isArray(value);
  if (kind === 'string' && typeof value === 'string') return { kind, value };
  if (kind === 'shape' && isList) return { kind, value: value.map(Number) };
  if ((kind === 'int' || kind === 'float') && isList) return { kind: kind === 'int' ? 'ints' : 'floats', value: value.map(Number) };
  if ((kind === 'int' || kind === 'float' || kind === 'type') && typeof value === 'number') return { kind, value };
  if (kind === 'bool' && isList) return { kind: 'bools', value: value.map(Boolean) };
  if (kind === 'bool' && typeof value === 'boolean') return { kind, value };
  throw new EngineError('STEP_INVALID', `The step uses an operation whose attribute ${name} can't be recorded: ${String(value)}.`);
}
