import { describe, expect, it } from 'vitest';
import { Attempts } from './attempts.ts';

describe('Attempts', () => {
  const start = () => {
    const clock = { now: 5_000 };
    return { clock, attempts: new Attempts(() => clock.now) };
  };
  const guess = (attempts: Attempts, address: string, count: number) => {
    for (let time = 0; time < count; time++) attempts.countWrong(address);
  };

  it('allows ten wrong tokens per address and minute, without blocking other addresses', () => {
    const { attempts } = start();
    guess(attempts, '10.0.0.1', 9);
    expect(attempts.isAllowed('10.0.0.1')).toBe(true);
    guess(attempts, '10.0.0.1', 1);
    expect(attempts.isAllowed('10.0.0.1')).toBe(false);
    expect(attempts.isAllowed('10.0.0.2')).toBe(true);
  });

  it('allows 200 wrong tokens from all addresses together', () => {
    const { attempts } = start();
    for (let address = 0; address < 200; address++) guess(attempts, `10.0.1.${address}`, 1);
    expect(attempts.isAllowed('10.0.0.2')).toBe(false);
  });

  it('resets after a minute, and reports the time left', () => {
    const { clock, attempts } = start();
    guess(attempts, '10.0.0.1', 10);
    clock.now += 20_000;
    expect(attempts.isAllowed('10.0.0.1')).toBe(false);
    expect(attempts.secondsLeft).toBe(40);
    clock.now += 40_000;
    expect(attempts.isAllowed('10.0.0.1')).toBe(true);
  });
});
