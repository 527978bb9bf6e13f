import { defineConfig } from 'vitest/config';
import { patience } from '../tooling/vitest/patience.mts';

// One file at a time: each starts workers that want every core.
export default defineConfig({ test: { ...patience, fileParallelism: false } });
