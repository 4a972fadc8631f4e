import { childEnvironment, loadConfig } from '../../config.ts';
import { startStack } from '../../local/stack.ts';

// A process of its own that starts a stack with one part and holds it until SIGTERM, so that tests can kill it.
const stack = await startStack({ config: loadConfig(), log: (sentence) => console.error(sentence) });
await stack.spawnPart('part', process.execPath, ['-e', 'setInterval(() => {}, 1000)'], childEnvironment({}));
process.once('SIGTERM', () => void stack.stop().then(() => process.exit(0)));
console.log('ready');
