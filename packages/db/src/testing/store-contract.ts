import { describe } from 'vitest';
import { annotationContract } from './contract/annotation-contract.ts';
import { blobContract } from './contract/blob-contract.ts';
import { epochContract } from './contract/epoch-contract.ts';
import { eventContract } from './contract/event-contract.ts';
import { figureContract } from './contract/figure-contract.ts';
import { findingContract } from './contract/finding-contract.ts';
import { leaseContract } from './contract/lease-contract.ts';
import { lostLeaseContract } from './contract/lost-lease-contract.ts';
import { metricContract } from './contract/metric-contract.ts';
import type { OpenStoreForTest } from './contract/open-store-for-test.ts';
import { reconstructionContract } from './contract/reconstruction-contract.ts';
import { recordingContract } from './contract/recording-contract.ts';
import { resumeContract } from './contract/resume-contract.ts';
import { runContract } from './contract/run-contract.ts';
import { runLifeContract } from './contract/run-life-contract.ts';
import { steeringContract } from './contract/steering-contract.ts';
import { storageContract } from './contract/storage-contract.ts';
import { sweepContract } from './contract/sweep-contract.ts';
import { uploadContract } from './contract/upload-contract.ts';
import { workerContract } from './contract/worker-contract.ts';

/** The contract suite of a store. Guarantees across processes are tested with real processes, beside the implementation. */
export function storeContract(name: string, open: OpenStoreForTest): void {
  describe(`the store contract on ${name}`, () => {
    sweepContract(open);
    runContract(open);
    findingContract(open);
    annotationContract(open);
    leaseContract(open);
    lostLeaseContract(open);
    resumeContract(open);
    runLifeContract(open);
    recordingContract(open);
    epochContract(open);
    metricContract(open);
    reconstructionContract(open);
    figureContract(open);
    eventContract(open);
    blobContract(open);
    uploadContract(open);
    steeringContract(open);
    storageContract(open);
    workerContract(open);
  });
}
