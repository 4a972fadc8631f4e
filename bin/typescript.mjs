import { register } from 'tsx/esm/api';

/**
 * Lets this process import `.ts` files: `node --import FOLDER/bin/typescript.mjs file.ts`, from whatever folder. Unlike
 * `--import tsx` it is not looked up from the current folder, and a tsconfig.json that happens to lie there means nothing.
 */
register({ tsconfig: false });
