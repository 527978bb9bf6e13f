/** Tests start processes and load libraries: on a busy machine that takes longer than vitest's five seconds. */
export const patience = { testTimeout: 240_000, hookTimeout: 240_000 } as const;
