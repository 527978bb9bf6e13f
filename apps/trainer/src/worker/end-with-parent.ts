// Preloaded into a forked program that knows nothing of its parent: the channel closes when the parent is gone.
process.on('disconnect', () => process.exit());
process.channel?.unref();

export {};
