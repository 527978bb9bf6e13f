import { defineConfig } from 'vitest/config';
import { patience } from '../../tooling/vitest/patience.mts';

export default defineConfig({ test: patience });
