import type { OpenStoreOptions, Store } from '../../contract/store.ts';

/** Gives an empty store for one test, and sees to its end. */
export type OpenStoreForTest = (options?: Pick<OpenStoreOptions, 'now' | 'host' | 'metrics'>) => Promise<Store>;
