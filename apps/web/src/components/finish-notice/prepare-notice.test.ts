import { defaultRanking } from '@hourglass/model/metrics';
import { describe, expect, it } from 'vitest';
import { prepareNotice } from './prepare-notice.ts';

const counts = { waiting: 0, running: 0, complete: 0, pruned: 0, stopped: 0, failed: 0 };
const sweep = {
  id: 'a',
  name: 'By hand',
  counts: { ...counts, complete: 1200, failed: 1 },
  ranking: defaultRanking,
  best: { run: 'b', epoch: 3, value: 12.3456, validationCostPerSample: 12.3456, testCostPerSample: 13 },
};

describe('prepareNotice', () => {
  it.each(['waiting', 'running'])('is empty while a run is %s', (state) => {
    expect(prepareNotice({ ...sweep, counts: { ...sweep.counts, [state]: 1 } })).toBeNull();
  });

  it('has the name, the states of the runs and the best cost', () => {
    expect(prepareNotice(sweep)).toEqual({ title: 'By hand is finished', body: '1,200 complete, 1 failed, best validation cost 12.35' });
  });

  it('omits the cost if no run has one', () => {
    expect(prepareNotice({ ...sweep, counts: { ...counts, failed: 2 }, best: null })?.body).toBe('2 failed');
    expect(prepareNotice({ ...sweep, counts, best: null })?.body).toBe('no runs');
  });
});
