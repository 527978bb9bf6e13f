import type { Json, JsonObject } from '@hourglass/sweeps';

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
