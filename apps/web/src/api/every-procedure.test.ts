import { TRPCError } from '@trpc/server';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Context } from '#server/context.ts';
import { resetMessage } from '#wire/live-message.ts';
import { appRouter, createCaller } from './root.ts';
import { filledHome } from './testing/filled-home.ts';
import { corrupted, inputArbitrary } from './testing/input-arbitrary.ts';

/** Error codes for invalid requests. Any other code is a server bug. */
const refusals: readonly TRPCError['code'][] = ['BAD_REQUEST', 'NOT_FOUND', 'CONFLICT'];

interface Known {
  readonly name: string;
  readonly schemas: readonly z.ZodType[];
}

const procedures = Object.entries(appRouter._def.procedures).map(([name, procedure]): Known => {
  const { inputs } = (procedure as unknown as { readonly _def: { readonly inputs: readonly unknown[] } })._def;
  return { name, schemas: inputs.map(schemaOf) };
});

/** @throws Error if the parser was not built by `checked`, whose messages name the field and the allowed values */
function schemaOf(parser: unknown): z.ZodType {
  const { schema } = Object(parser) as { readonly schema?: unknown };
  if (schema instanceof z.ZodType) return schema;
  throw new Error('An input of a procedure has no schema; parse it with `checked`.');
}

describe('every procedure', () => {
  it('is listed from the router', () => {
    expect(procedures.map(({ name }) => name)).toEqual(expect.arrayContaining(['runs.get', 'steering.steer', 'live.changes']));
  });

  it.each(procedures)('$name answers any input with a value or a sentence, never with an internal error', async ({ name, schemas }) => {
    const { store, words } = await filledHome();
    const feed: Context['feed'] = () => ({
      async *listen() {
        yield resetMessage(0);
      },
    });
    const call = procedureOf(createCaller({ store: async () => store, writer: async () => store, feed }), name);
    const valid = schemas.length === 0 ? fc.constant(undefined) : fc.oneof(...schemas.map((schema) => inputArbitrary(schema, words)));
    const inputs = fc.oneof(
      { weight: 4, arbitrary: valid },
      { weight: 2, arbitrary: corrupted(valid) },
      { weight: 1, arbitrary: fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }) },
    );
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        try {
          await read(await call(input));
        } catch (error) {
          if (!(error instanceof TRPCError) || !refusals.includes(error.code)) throw error;
          expect(error.message).not.toBe('');
          expect(error.message).not.toMatch(/\n\s+at /);
        }
      }),
      { numRuns: 80 },
    );
  });
});

function procedureOf(caller: object, name: string): (input: unknown) => Promise<unknown> {
  return name.split('.').reduce<unknown>((part, key) => Reflect.get(Object(part), key), caller) as (input: unknown) => Promise<unknown>;
}

/** Reads the first message of a subscription. Results of queries and mutations are already complete. */
async function read(answer: unknown): Promise<void> {
  if (answer === null || typeof answer !== 'object' || !(Symbol.asyncIterator in answer)) return;
  for await (const _ of answer as AsyncIterable<unknown>) return;
}
