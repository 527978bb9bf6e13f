import { engineContract } from '../../testing/engine-contract.ts';
import { loadXlaEngine } from '../../testing/xla-engine.ts';

engineContract('tensorflow', 'xla', loadXlaEngine);
