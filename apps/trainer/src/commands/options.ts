import { InvalidArgumentError } from 'commander';

/** Flags that every command has. */
export interface CommonOptions {
  readonly home?: string;
  readonly json?: boolean;
}

/** A parser of whole numbers for a flag. @throws InvalidArgumentError outside of `min … max` */
export function wholeNumber(name: string, min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`${name}: received "${text}"; a whole number from ${min} to ${max} is allowed.`);
    }
    return value;
  };
}
