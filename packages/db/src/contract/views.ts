import type { JsonObject } from '@hourglass/sweeps';

/** A way to look at the runs of all sweeps. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly definition: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ViewRepository {
  /** By name. */
  list(): Promise<readonly View[]>;
  /** Creates it, or changes the one with this name. */
  save(name: string, definition: JsonObject): Promise<View>;
  /** @throws DbError NOT_FOUND */
  remove(id: string): Promise<void>;
}
