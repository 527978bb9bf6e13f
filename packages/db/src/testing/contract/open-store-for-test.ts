import type { OpenStoreOptions, Store } from '../../contract/store.ts';

/** Opens an empty store for one test, and closes it afterwards. */
export type OpenStoreForTest = (options?: Pick<OpenStoreOptions, 'now' | 'host' | 'metrics'>) => Promise<Store>;
