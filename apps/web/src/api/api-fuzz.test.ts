import { temporaryStore } from '@hourglass/db/testing';
import { TRPCError } from '@trpc/server';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCaller } from './root.ts';

const anything = fc.oneof(
  fc.anything(),
  fc.record({ id: fc.anything() }),
  fc.record({ id: fc.string(), action: fc.anything(), epochs: fc.anything() }, { requiredKeys: [] }),
  fc.record({ sweep: fc.string() }),
  fc.record({ runs: fc.array(fc.string()), run: fc.string() }, { requiredKeys: [] }),
);

it('answers any input with a value or a sentence and its code, never with a failure of its own', async () => {
  const store = await temporaryStore();
  const feed = () => {
    throw new Error('these procedures watch nothing');
  };
  const caller = createCaller({ store: async () => store, writer: async () => store, feed });
  const procedures: readonly ((input: never) => Promise<unknown>)[] = [
    caller.sweeps.get,
    caller.runs.get,
    caller.runs.ofSweep,
    caller.runs.compare,
    caller.runs.epochs,
    caller.runs.events,
    caller.reconstructions.list,
    caller.logs.ofRun,
    caller.steering.wouldFree,
    caller.steering.extend,
    caller.steering.usage,
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...procedures), anything, async (procedure, input) => {
      try {
        await procedure(input as never);
      } catch (error) {
        expect(error).toBeInstanceOf(TRPCError);
        if (error instanceof TRPCError) {
          expect(['BAD_REQUEST', 'NOT_FOUND', 'CONFLICT']).toContain(error.code);
          expect(error.message).not.toMatch(/\n\s+at /);
        }
      }
    }),
    { numRuns: 1_500 },
  );
  expect(await store.events.lastId()).toBe(0);
});
