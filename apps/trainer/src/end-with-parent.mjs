// Preloaded into a forked program that knows nothing of its parent: the channel closes when the parent lets go of it, or is gone.
// JavaScript, because Node would load a compiler to read TypeScript, and the program would keep it: 17 MB.
process.on('disconnect', () => process.exit());
// A terminal that closes is its parent's business.
process.on('SIGHUP', () => {});
process.channel?.unref();
if (process.connected === false) process.exit();
