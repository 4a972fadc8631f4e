import process from 'node:process';

// Preloaded into a process whose clock is to be wrong: every Date of it is so many milliseconds off, its timers are not.
const shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const Right = globalThis.Date;

class Shifted extends Right {
  constructor(...given) {
    if (given.length === 0) super(Right.now() + shiftMs);
    else super(...given);
  }

  static now() {
    return Right.now() + shiftMs;
  }
}

globalThis.Date = Shifted;
