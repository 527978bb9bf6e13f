import { afterEach, expect, it } from 'vitest';
import { nameCommands, withPrintedCommands } from './printed-commands.ts';

afterEach(() => nameCommands({ program: undefined, home: undefined }));

it('prints commands as they were called, with the given home', () => {
  const text = 'Free some (./hourglass gc --thin), or `./hourglass runs rm abc`; ./hourglass sweep a.yaml';
  expect(withPrintedCommands(text)).toBe(text);
  nameCommands({ program: '/opt/hour glass/hourglass', home: "it's/a home" });
  const command = (words: string) => `'/opt/hour glass/hourglass' ${words} --home 'it'\\''s/a home'`;
  expect(withPrintedCommands(text)).toBe(
    `Free some (${command('gc')} --thin), or \`${command('runs rm')} abc\`; ${command('sweep')} a.yaml`,
  );
});

it('keeps the home of a command that names one', () => {
  nameCommands({ program: undefined, home: '/a' });
  expect(withPrintedCommands('./hourglass runs retry --home /b abc')).toBe('./hourglass runs retry --home /b abc');
});
