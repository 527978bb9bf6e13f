import { loadEngine } from '../load-engine.ts';
import { engineContract } from '../testing/engine-contract.ts';

engineContract('wasm', 'eager', () => loadEngine({ only: 'wasm' }));
