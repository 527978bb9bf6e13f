import { defineConfig } from 'vitest/config';
import { patience } from '../../tooling/vitest/patience.mts';

export default defineConfig({
  test: {
    ...patience,
    include: ['src/**/*.test.ts'],
    // Prisma's schema engine is WebAssembly, whose import Node still calls experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
