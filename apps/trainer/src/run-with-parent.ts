import { spawn } from 'node:child_process';

/*
 * Forked, as the leader of a process group, with a program and its arguments: runs it in this group, and asks the group to end
 * when the channel to the parent closes, however the parent ended. For programs that do not watch their parent.
 */

const [program = '', ...arguments_] = process.argv.slice(2);
const child = spawn(program, arguments_, { stdio: 'inherit' });
child.once('exit', (code) => process.exit(code ?? 1));

// This process waits for the program to end.
process.on('SIGTERM', () => {});
const endGroup = () => process.kill(-process.pid, 'SIGTERM');
process.on('disconnect', endGroup);
if (process.connected === false) endGroup();
