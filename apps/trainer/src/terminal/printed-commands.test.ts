import { afterEach, expect, it } from 'vitest';
import { nameCommands, withPrintedCommands } from './printed-commands.ts';

afterEach(() => nameCommands({ program: undefined, home: undefined }));

it('prints commands as this command was called, with the home that it was given', () => {
  const text = 'Try `./hourglass runs rm abc`.';
  expect(withPrintedCommands(text)).toBe(text);
  nameCommands({ program: '/opt/hour glass/hourglass', home: '/a' });
  expect(withPrintedCommands(text)).toBe("Try `'/opt/hour glass/hourglass' runs rm --home /a abc`.");
});
