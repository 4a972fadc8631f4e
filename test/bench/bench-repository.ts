/** The repository that every measurement loads. */
export const benchRepository = { owner: 'acme', name: 'huge' } as const;

/** `owner/name`. */
export const benchName = `${benchRepository.owner}/${benchRepository.name}`;

/** The nth of many small repositories. */
export const sleeper = (nth: number) => ({ owner: 'bench', name: `sleeper-${nth}` });
