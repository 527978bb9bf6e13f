/** Tests start processes and load libraries, which takes longer than vitest's default of five seconds on a busy machine. */
export const timeouts = { testTimeout: 240_000, hookTimeout: 240_000 } as const;
