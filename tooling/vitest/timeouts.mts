/**
 * Tests start processes and load libraries, which takes longer than vitest's defaults (five seconds for a test, one for `expect.poll`) on a busy
 * machine.
 */
export const timeouts = { testTimeout: 240_000, hookTimeout: 240_000, expect: { poll: { timeout: 30_000 } } } as const;
