import { loadEngine } from '../load-engine.ts';
import { engineContract } from '../testing/engine-contract.ts';

engineContract('tensorflow', 'session', () => loadEngine({ only: 'tensorflow' }));
engineContract('tensorflow', 'eager', () => loadEngine({ only: 'tensorflow', compiled: false }));
