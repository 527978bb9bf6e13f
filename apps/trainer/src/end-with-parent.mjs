// Preloaded into a forked program that does not watch its parent: the channel closes when the parent disconnects or ends.
// JavaScript, because Node would load a compiler to read TypeScript, and the program would keep it in memory: 17 MB.
process.on('disconnect', () => process.exit());
// The parent decides what happens when the terminal closes.
process.on('SIGHUP', () => {});
process.channel?.unref();
if (process.connected === false) process.exit();
