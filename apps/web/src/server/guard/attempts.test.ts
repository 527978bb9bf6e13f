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

  it('looks at ten wrong tokens of an address a minute, and at those of others still', () => {
    const { attempts } = start();
    guess(attempts, '10.0.0.1', 9);
    expect(attempts.isAllowed('10.0.0.1')).toBe(true);
    guess(attempts, '10.0.0.1', 1);
    expect(attempts.isAllowed('10.0.0.1')).toBe(false);
    expect(attempts.isAllowed('10.0.0.2')).toBe(true);
  });

  it('looks at 200 of all addresses together', () => {
    const { attempts } = start();
    for (let address = 0; address < 200; address++) guess(attempts, `10.0.1.${address}`, 1);
    expect(attempts.isAllowed('10.0.0.2')).toBe(false);
  });

  it('begins anew after a minute, and says when that is', () => {
    const { clock, attempts } = start();
    guess(attempts, '10.0.0.1', 10);
    clock.now += 20_000;
    expect(attempts.isAllowed('10.0.0.1')).toBe(false);
    expect(attempts.secondsLeft).toBe(40);
    clock.now += 40_000;
    expect(attempts.isAllowed('10.0.0.1')).toBe(true);
  });
});
