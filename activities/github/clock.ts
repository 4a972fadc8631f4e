/** A clock that is right, whatever this machine's says; epoch milliseconds. */
export type Now = () => Promise<number>;

export const machineClock: Now = () => Promise.resolve(Date.now());
