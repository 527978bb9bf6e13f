import { defineConfig } from 'vitest/config';
import { timeouts } from '../../tooling/vitest/timeouts.mts';

export default defineConfig({
  test: {
    ...timeouts,
    include: ['src/**/*.test.ts'],
    // Prisma's schema engine is WebAssembly, whose import Node still calls experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
