import { storeContract } from './testing/store-contract.ts';
import { temporaryStore } from './testing/temporary-database.ts';

storeContract('SQLite', temporaryStore);
