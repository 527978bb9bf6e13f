import { defineConfig } from 'vitest/config';
import { timeouts } from '../tooling/vitest/timeouts.mts';

// Test files run one at a time, because each starts workers that use all cores. Integration tests run two at a time (package.json): theirs use one.
export default defineConfig({ test: { ...timeouts, fileParallelism: false } });
