export { DbError, type DbErrorCode } from './errors.ts';
export { giveBack } from './give-back.ts';
export { type FileLock, lockFile } from './lock-file.ts';
export { openStore } from './open-store.ts';
export { byteText } from './storage/byte-text.ts';
export type * from './store.ts';
export { logLevels, steeringActions } from './store.ts';
