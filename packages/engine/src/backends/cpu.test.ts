import { loadEngine } from '../load-engine.ts';
import { engineContract } from '../testing/engine-contract.ts';

engineContract('cpu', 'eager', () => loadEngine({ only: 'cpu' }));
