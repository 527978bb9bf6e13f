import { InvalidArgumentError } from 'commander';

/** Flags that every command has. */
export interface CommonOptions {
  readonly home?: string;
  readonly json?: boolean;
}

export function wholeNumber(name: string, least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`${name}: received "${text}"; a whole number from ${least} to ${most} is allowed.`);
    }
    return value;
  };
}
