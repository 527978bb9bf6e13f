import { defineConfig } from 'vitest/config';
import { timeouts } from '../../tooling/vitest/timeouts.mts';

export default defineConfig({ test: { ...timeouts, include: ['src/**/*.test.ts', 'serve/**/*.test.ts'] } });
