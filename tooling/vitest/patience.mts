/** Tests start processes and load libraries: on a busy machine that takes longer than vitest's five seconds. */
export const patience = { testTimeout: 60_000, hookTimeout: 60_000 } as const;
