import { defineConfig } from 'vitest/config';
import { patience } from '../tooling/vitest/patience.ts';

export default defineConfig({ test: patience });
