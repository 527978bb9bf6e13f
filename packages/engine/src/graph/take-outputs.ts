import { at } from '../checked.ts';
import type { NativeBinding, NativeOutput } from './native-backend.ts';

/** Copies the values of results, which are float32, and deletes the results. */
export function takeOutputs(binding: NativeBinding, outputs: readonly NativeOutput[]): readonly Float32Array[] {
  const values = outputs.map(({ id }) => Float32Array.from(binding.tensorDataSync(id)));
  deleteOutputs(binding, outputs);
  return values;
}

/** Fetches results by their references, and takes their values by name. */
export function takeNamed(
  binding: NativeBinding,
  references: Readonly<Record<string, string>>,
  fetch: (fetches: readonly string[]) => readonly NativeOutput[],
): Readonly<Record<string, Float32Array>> {
  const values = takeOutputs(binding, fetch(Object.values(references)));
  return Object.fromEntries(Object.keys(references).map((name, index) => [name, at(values, index)]));
}

export function deleteOutputs(binding: NativeBinding, outputs: readonly NativeOutput[]): void {
  for (const { id } of outputs) binding.deleteTensor(id);
}
