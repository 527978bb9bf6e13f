import { loadEngine } from '../load-engine.ts';
import { engineContract } from '../testing/engine-contract.ts';

engineContract('tensorflow', () => loadEngine({ only: 'tensorflow' }));
engineContract('tensorflow', () => loadEngine({ only: 'tensorflow', compiled: false }));
