import pg from 'pg';

/** A name of a view or column as SQL takes it, whatever is in it. */
export const quoteName = (name: string): string => pg.escapeIdentifier(name);
