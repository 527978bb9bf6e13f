import type { Database } from '../client.ts';
import type { View, ViewRepository } from '../contract/views.ts';
import { DbError } from '../errors.ts';
import type { View as ViewRow } from '../generated/prisma/client.ts';
import { newId } from '../identifiers.ts';
import { jsonObjectSchema, parseJson } from '../json.ts';
import { toMilliseconds } from '../numbers.ts';

export function viewRepository(database: Database): ViewRepository {
  return {
    async list() {
      return Object.freeze((await database.reader.view.findMany({ orderBy: { name: 'asc' } })).map(toView));
    },

    save: (name, definition) =>
      database.write(async (transaction) => {
        const now = BigInt(Date.now());
        const changed = { definition: JSON.stringify(definition), updatedAt: now };
        return toView(
          await transaction.view.upsert({ where: { name }, create: { id: newId(), name, createdAt: now, ...changed }, update: changed }),
        );
      }),

    async remove(id) {
      const { count } = await database.write((transaction) => transaction.view.deleteMany({ where: { id } }));
      if (count === 0) throw new DbError('NOT_FOUND', `There is no view with the id ${JSON.stringify(id)}.`);
    },
  };
}

function toView({ id, name, definition, createdAt, updatedAt }: ViewRow): View {
  return Object.freeze({
    id,
    name,
    definition: parseJson(jsonObjectSchema, definition),
    createdAt: toMilliseconds(createdAt),
    updatedAt: toMilliseconds(updatedAt),
  });
}
