import { z } from 'zod';
import type { Connection } from '../driver/connection.ts';
import { jsonObjectSchema, parseJson } from '../json.ts';

const extensionSchema = z.object({ from: z.int().min(1) });

/** Reads the parameters of a run as its spec has them: an extended run keeps the identity of its original number of epochs. */
export function readSpecifiedParameters(connection: Connection): (run: { readonly key: number; readonly parameters: string }) => unknown {
  const select = connection
    .prepare<[number], string>(`SELECT "data" FROM "Event" WHERE "runKey" = ? AND "kind" = 'run.extended' ORDER BY "id" LIMIT 1`)
    .pluck();
  return ({ key, parameters }) => {
    const extension = select.get(key);
    const stored = parseJson(jsonObjectSchema, parameters);
    return extension === undefined ? stored : { ...stored, epochs: parseJson(extensionSchema, extension).from };
  };
}
