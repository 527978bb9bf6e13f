import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // Prisma's schema engine is WebAssembly, whose import Node still calls experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
