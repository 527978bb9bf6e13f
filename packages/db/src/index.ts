export { DbError, type DbErrorCode } from './errors.ts';
export { openStore } from './open-store.ts';
export type * from './store.ts';
