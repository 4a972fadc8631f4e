/** The repository that every measurement loads. */
export const benchRepository = { owner: 'acme', name: 'huge' } as const;

/** `owner/name`. */
export const benchName = `${benchRepository.owner}/${benchRepository.name}`;
