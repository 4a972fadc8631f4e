/**
 * Says how busy a feed is going to be. Pure: what it knows is a value that its caller keeps, plain JSON, so that it survives
 * restarts and the same looks always give the same waits. All times are milliseconds since 1970, by GitHub's clock.
 */
export interface Estimator<State> {
  /** A value is understood by the estimator of that name alone. */
  name: string;
  /** What is known at the beginning: nothing. @param from where what is looked at begins */
  open(from: number): State;
  /**
   * Takes what a look has shown.
   *
   * @param through up to when everything is seen
   * @param times of the events that no look before has shown, in any order
   */
  observe(state: State, through: number, times: readonly number[]): State;
  /** How many events an hour are to be expected at a time; 0 and more. */
  paceOf(state: State): (at: number) => number;
}
