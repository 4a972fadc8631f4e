import type { Metafile } from 'esbuild';

/**
 * A CommonJS package that is imported late, by `import('package')`, has no names in a bundle, where it had them in Node: what is
 * called is undefined. A file of ours that imports it at its top, imported late itself, has them.
 *
 * @throws Error that names the files and packages
 */
export function refuseLateCommonJs({ inputs }: Metafile): void {
  const late = Object.entries(inputs)
    .filter(([file]) => !file.includes('node_modules/'))
    .flatMap(([file, { imports }]) =>
      imports
        .filter(({ kind, path }) => kind === 'dynamic-import' && inputs[path]?.format === 'cjs')
        .map(({ original, path }) => `${file} imports ${original ?? path} late`),
    );
  if (late.length > 0) throw new Error(`${late.join('; ')}: a bundle would lose its names.`);
}
