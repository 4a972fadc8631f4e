/** Takes one sentence for the user; where it goes (terminal, log file, nowhere) is the caller's matter. */
export type Log = (sentence: string) => void;
