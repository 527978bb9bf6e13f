import { createHash } from 'node:crypto';
import type { GraphFunction, GraphNode } from './graph.ts';
import type { NativeBinding } from './native-backend.ts';
import { encodeSavedModel } from './saved-model.ts';
import { openSession, type Session } from './session.ts';

/** Keeps loaded graphs for later programs of the same shape, because loading and optimizing a graph takes longer than a short run. */
export interface SessionPool {
  /** Takes a session of this graph for exclusive use. Its variables have arbitrary values. */
  take(graph: LoadableGraph): PooledSession;
}
export interface LoadableGraph {
  readonly nodes: readonly GraphNode[];
  readonly functions?: readonly GraphFunction[];
}
export interface PooledSession extends Pick<Session, 'run'> {
  /** Whether an earlier program has used it, so that everything in it is compiled. */
  readonly isReused: boolean;
  /** Returns the session to the pool. */
  release(): void;
  /** Closes the session. For one that can't be used again. */
  close(): void;
}

/** The number of idle sessions that are kept, enough for the steps and evaluations of a few shapes. They hold parameters and slots, no samples. */
const maxIdle = 16;

export function createSessionPool(binding: NativeBinding): SessionPool {
  /** Longest idle first. */
  const idle: { readonly key: string; readonly session: Session }[] = [];
  return {
    take({ nodes, functions = [] }) {
      const model = encodeSavedModel(nodes, functions);
      const key = createHash('sha256').update(model).digest('base64');
      const found = idle.findLastIndex((entry) => entry.key === key);
      const [reused] = found === -1 ? [] : idle.splice(found, 1);
      const session = reused?.session ?? openSession(binding, model);
      return {
        run: session.run,
        isReused: reused !== undefined,
        close: session.close,
        release() {
          idle.push({ key, session });
          while (idle.length > maxIdle) idle.shift()?.session.close();
        },
      };
    },
  };
}
