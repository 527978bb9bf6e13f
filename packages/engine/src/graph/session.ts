import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '../errors.ts';
import { messageOf } from '../message-of.ts';
import { type DataType, dataTypes } from './graph.ts';
import type { NativeBinding, NativeOutput, NativeValues } from './native-backend.ts';
import { graphTag } from './saved-model.ts';

/** The id of a tensor in TensorFlow's memory, or values to copy. */
export type Feed = { readonly id: number } | { readonly type: DataType; readonly shape: readonly number[]; readonly values: NativeValues };

/** A graph loaded by TensorFlow. It keeps its variables until it is closed. */
export interface Session {
  /** Computes the fetched nodes. The caller deletes the outputs. @throws EngineError OPERATION_FAILED */
  run(feeds: Readonly<Record<string, Feed>>, fetches: readonly string[]): readonly NativeOutput[];
  close(): void;
}

/** @param model a `saved_model.pb` @throws EngineError OPERATION_FAILED where TensorFlow refuses the graph */
export function openSession(binding: NativeBinding, model: Uint8Array): Session {
  const id = load(binding, model);
  return {
    run(feeds, fetches) {
      const names: string[] = [];
      const ids: number[] = [];
      const own: number[] = [];
      try {
        for (const [name, feed] of Object.entries(feeds)) {
          names.push(`${name}:0`);
          if ('id' in feed) ids.push(feed.id);
          else {
            const created = binding.createTensor(feed.shape, dataTypes[feed.type], feed.values);
            own.push(created);
            ids.push(created);
          }
        }
        return refusing(() => binding.runSavedModel(id, ids, names.join(','), fetches.map((name) => `${name}:0`).join(',')));
      } finally {
        for (const one of own) binding.deleteTensor(one);
      }
    },
    close: () => binding.deleteSavedModel(id),
  };
}

/** Writes the graph to a temporary folder, because the binding loads only folders, and removes it after loading. */
function load(binding: NativeBinding, model: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'hourglass-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), model);
    return refusing(() => binding.loadSavedModel(folder, graphTag));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Converts TensorFlow's errors to OPERATION_FAILED. Their messages end with the failing node, which is named for its operation. */
function refusing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const message = messageOf(error);
    throw new EngineError('OPERATION_FAILED', `TensorFlow refused a compiled operation: ${message}`, { cause: error });
  }
}
