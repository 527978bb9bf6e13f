// Preloaded into a forked program that knows nothing of its parent: the channel closes when the parent lets go of it, or is gone.
process.on('disconnect', () => process.exit());
process.channel?.unref();
if (process.connected === false) process.exit();

export {};
