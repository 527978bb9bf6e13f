import { createHash } from 'node:crypto';
import type { GraphNode } from './graph.ts';
import type { NativeBinding } from './native-backend.ts';
import { encodeSavedModel } from './saved-model.ts';
import { openSession, type Session } from './session.ts';

/** Loaded graphs, kept for the next program of the same shape: loading and optimizing one takes longer than a short run. */
export interface SessionPool {
  /** A session of this graph that nobody else uses. Its variables hold what they held last. */
  take(nodes: readonly GraphNode[]): PooledSession;
}
export interface PooledSession extends Pick<Session, 'run'> {
  /** Returns the session to the pool. */
  release(): void;
}

/** Idle sessions kept: step and evaluations of a few shapes. They hold parameters and optimizer slots, no samples. */
const mostIdle = 16;

export function createSessionPool(binding: NativeBinding): SessionPool {
  /** Longest idle first. */
  const idle: { readonly key: string; readonly session: Session }[] = [];
  return {
    take(nodes) {
      const model = encodeSavedModel(nodes);
      const key = createHash('sha256').update(model).digest('base64');
      const found = idle.findLastIndex((entry) => entry.key === key);
      const [reused] = found === -1 ? [] : idle.splice(found, 1);
      const session = reused?.session ?? openSession(binding, model);
      return {
        run: session.run,
        release() {
          idle.push({ key, session });
          while (idle.length > mostIdle) idle.shift()?.session.close();
        },
      };
    },
  };
}
