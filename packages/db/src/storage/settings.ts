import { z } from 'zod';
import type { Queries } from '../client.ts';

/** Settings of the whole home. Every value is an integer. `lastRunNumber`: the highest number that a run was given. */
export type SettingKey = 'diskBudgetBytes' | 'lastRunNumber';

const numberSchema = z.coerce.number().int().min(0);

export async function readSetting(queries: Queries, key: SettingKey): Promise<number | null> {
  const row = await queries.setting.findUnique({ where: { key } });
  return row === null ? null : numberSchema.parse(row.value);
}

export async function writeSetting(transaction: Queries, key: SettingKey, value: number | null): Promise<void> {
  if (value === null) {
    await transaction.setting.deleteMany({ where: { key } });
    return;
  }
  await transaction.setting.upsert({ where: { key }, create: { key, value: `${value}` }, update: { value: `${value}` } });
}
