import type { JsonObject } from '@hourglass/sweeps';

/** A saved filter, order, grouping and choice of columns for the list of runs. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly definition: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Any process may call every method concurrently; each is one transaction. */
export interface ViewRepository {
  /** All views, ordered by name. */
  list(): Promise<readonly View[]>;
  /** Creates a view, or replaces the definition of the one with this name and keeps its id. Of concurrent calls the last one wins. */
  save(name: string, definition: JsonObject): Promise<View>;
  /** @throws DbError NOT_FOUND if no view has this id, for example because it was removed already */
  remove(id: string): Promise<void>;
}
