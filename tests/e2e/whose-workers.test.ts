import { expect, it } from 'vitest';
import { hourglass, inTemporaryFolder, interruptProcess, startHourglass } from '../support/hourglass.ts';
import { freePort, untilHealthy } from '../support/listening.ts';

// `sweep` on the command line while a dashboard runs on the same home.
it.each([
  ['leaves the training to the workers of a dashboard', '1', true],
  ['starts its own workers if the dashboard has none', '0', false],
])('%s', async (_, workers, isLeft) => {
  await inTemporaryFolder(async (home) => {
    const port = await freePort();
    const dashboard = startHourglass(['up', '--home', home, '--port', `${port}`, '--workers', workers]);
    try {
      await untilHealthy(`http://127.0.0.1:${port}`, dashboard);
      const { exitCode, stderr } = await hourglass('sweep', '--dims', '784,2', '--batch', '5000', '--epochs', '1', '--home', home);
      expect(stderr.includes(`It is trained by the workers of http://127.0.0.1:${port}.`)).toBe(isLeft);
      expect(exitCode).toBe(0);
    } finally {
      await interruptProcess(dashboard);
    }
  });
});
