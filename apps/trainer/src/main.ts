import type { CommonOptions } from './commands/options.ts';
import { describeError } from './exit-codes.ts';
import { keepIgnoringHangup } from './interrupt.ts';
import { printOutput } from './json/print-output.ts';
import { program } from './program.ts';
import { continueWithoutOutput, watchOutput } from './terminal/output.ts';
import { note } from './terminal/print.ts';
import { nameCommands, withPrintedCommands } from './terminal/printed-commands.ts';

/** Commands that train, or that wait for training. */
const training: ReadonlySet<string> = new Set(['sweep', 'up', 'worker', 'rerun']);

keepIgnoringHangup();
watchOutput();
program.hook('preAction', (_, action) => {
  nameCommands({ program: process.env.HOURGLASS_COMMAND, home: action.opts<CommonOptions>().home });
  if (training.has(action.name())) continueWithoutOutput();
});
try {
  await program.parseAsync();
} catch (error) {
  const { message, exitCode } = describeError(error);
  if (message !== '' && process.argv.includes('--json')) printOutput('error', { type: 'error', message: withPrintedCommands(message) });
  if (message !== '') note(message);
  process.exitCode = exitCode;
}
