import { defineConfig } from 'vitest/config';

// One file at a time: each starts workers that want every core.
export default defineConfig({ test: { fileParallelism: false, testTimeout: 240_000, hookTimeout: 240_000 } });
