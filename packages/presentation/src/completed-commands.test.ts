import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { completedCommands } from './completed-commands.ts';

const text = 'Free some (./hourglass gc --thin), or `./hourglass runs rm abc`; ./hourglass sweep a.yaml';

it('leaves commands of the default home as they are', () => {
  expect(completedCommands(text, {})).toBe(text);
});

it('names the program and the home of each command once', () => {
  const command = (words: string) => `'/opt/hour glass/hourglass' ${words} --home 'it'\\''s/a home'`;
  const completed = completedCommands(text, { program: "'/opt/hour glass/hourglass'", home: "it's/a home" });
  expect(completed).toBe(`Free some (${command('gc')} --thin), or \`${command('runs rm')} abc\`; ${command('sweep')} a.yaml`);
});

it('keeps the home of a command that names one', () => {
  const completed = completedCommands('./hourglass runs retry abc', { home: '/a' });
  expect(completedCommands(completed, { home: '/b' })).toBe(completed);
});

it.each(['/tmp/home', "/tmp/it's a home", '/tmp/$HOME;ls', '/tmp/`id`'])('names the home %s as a shell reads it back', (home) => {
  const printed = completedCommands('./hourglass gc --thin', { home });
  expect(execFileSync('sh', ['-c', printed.replace('./hourglass', "printf '%s|'")], { encoding: 'utf8' })).toBe(
    `gc|--home|${home}|--thin|`,
  );
});
