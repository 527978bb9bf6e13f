import { spawn } from 'node:child_process';

/*
 * Forked, as the leader of a process group, with a program and its arguments: runs it in this group, and asks the group to end
 * when the channel to the parent closes, in whatever way the parent ended. For programs that know nothing of a parent.
 */

const [program = '', ...arguments_] = process.argv.slice(2);
const child = spawn(program, arguments_, { stdio: 'inherit' });
child.once('exit', (code) => process.exit(code ?? 1));

// This process waits for the program, which may want a moment.
process.on('SIGTERM', () => {});
const endGroup = () => process.kill(-process.pid, 'SIGTERM');
process.on('disconnect', endGroup);
if (process.connected === false) endGroup();
