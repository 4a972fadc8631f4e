import process from 'node:process';

// Preloaded by NODE_OPTIONS: the last line of stderr is the most memory that the process ever had, in KiB.
process.on('exit', () => process.stderr.write(`peak memory ${process.resourceUsage().maxRSS} KiB\n`));
