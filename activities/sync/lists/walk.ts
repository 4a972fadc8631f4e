/** Where a walk stands; stored with every page, so that a crash repeats one page at most. */
export interface Place {
  /** Newest `updated_at` stored. */
  position: string | null;
  /** The cursor that GitHub offered for the next page. */
  nextUrl: string | null;
  /** Above 0: the page inside one second that holds more than a page of rows. */
  secondPage: number;
  secondPass: number;
  /** Rows that this pass through the second has changed. */
  secondChanged: number;
  /** Rows of a page in which `secondPage` counts; null: as large as there are. */
  secondSize: number | null;
  /** Newest first: time of the last row that was read. */
  oldest: string | null;
}

/** A walk's bounds, and its place between them. */
export interface WalkPosition extends Place {
  /** Lower bound; null: from the beginning. */
  since: string | null;
  /** Upper bound, where another walk begins; null: to the end of the list. */
  until: string | null;
}

/** What a page tells the walk. */
export interface PageFacts {
  newest: string | null;
  next: string | null;
}

export interface Step {
  place: Place;
  isDone: boolean;
}

/** The beginning of a walk. */
export const firstPlace: Place = {
  position: null,
  nextUrl: null,
  secondPage: 0,
  secondPass: 0,
  secondChanged: 0,
  secondSize: null,
  oldest: null,
};

const mostPasses = 5;

/**
 * The next step of an ascending walk by `updated_at`, for lists whose rows move while they are read.
 *
 * A cursor of GitHub's (`after=`) is a place in the order and is followed. A page number is not: a row that moves shifts
 * all others, so the walk begins again at the newest time that it has stored. Only inside one second, where the time
 * cannot tell rows apart, pages are counted, and the second is read again until a pass brings nothing new.
 *
 * @param changed rows that the page inserted or updated
 * @param size rows that the page could hold
 */
export function nextStep(walk: WalkPosition, page: PageFacts, changed: number, size: number): Step {
  const step = stepInList(sized(walk, size), page, changed, size);
  const isPastEnd = walk.until !== null && step.place.position !== null && step.place.position > walk.until;
  return isPastEnd ? { ...step, isDone: true } : step;
}

function stepInList(walk: WalkPosition, page: PageFacts, changed: number, size: number): Step {
  const position = later(walk.position, page.newest);
  const hasAdvanced = position !== null && (walk.position === null || position > walk.position);
  if (walk.secondPage === 0 && isCursor(page.next)) {
    return { place: { ...firstPlace, position, nextUrl: page.next }, isDone: false };
  }
  if (walk.secondPage > 0) return stepInSecond(walk, page, { position, hasAdvanced, changed });
  if (page.next === null) return { place: { ...firstPlace, position }, isDone: true };
  if (hasAdvanced) return { place: { ...firstPlace, position }, isDone: false };
  const second = { secondPage: 2, secondPass: 1, secondChanged: changed, secondSize: size };
  return { place: { ...firstPlace, position, ...second }, isDone: false };
}

interface Progress {
  position: string | null;
  hasAdvanced: boolean;
  changed: number;
}

function stepInSecond(walk: WalkPosition, page: PageFacts, { position, hasAdvanced, changed }: Progress): Step {
  const secondChanged = walk.secondChanged + changed;
  const { secondPass, secondSize } = walk;
  const inside = { ...firstPlace, position: walk.position, secondPass, secondSize };
  if (page.next !== null && !hasAdvanced) {
    return { place: { ...inside, secondPage: walk.secondPage + 1, secondChanged }, isDone: false };
  }
  if (secondChanged > 0 && walk.secondPass < mostPasses) {
    return { place: { ...inside, secondPage: 1, secondPass: walk.secondPass + 1, secondChanged: 0 }, isDone: false };
  }
  // Behind rows that were passed by, a cursor does not meet them again.
  return {
    place: { ...firstPlace, position, nextUrl: isCursor(page.next) ? page.next : null },
    isDone: page.next === null,
  };
}

/** The same place, counted in pages of another size. */
export function sized<T extends Place>(walk: T, size: number): T {
  const { secondPage, secondSize } = walk;
  if (secondPage === 0 || secondSize === null || secondSize === size) return walk;
  return { ...walk, secondPage: ((secondPage - 1) * secondSize) / size + 1, secondSize: size };
}

/** The place from which rows are read one by one, by their number: at the newest time that is stored. */
export function placeOfRows({ position }: Place): Place {
  return { ...firstPlace, position, secondPage: 1, secondPass: 1, secondSize: 1 };
}

/** The place behind the row at this one, which is in no page that comes. */
export function placeBehind(place: Place): Place {
  return { ...place, secondPage: place.secondPage + 1 };
}

/** Whether the next request can be known before the page is stored (inside a second it depends on what was new). */
export function isIndependentOfStore(walk: WalkPosition): boolean {
  return walk.secondPage === 0;
}

/**
 * @param listUrl the list's address with its fixed parameters
 * @param perPage rows of the page; fewer than there could be where larger ones do not come
 * @returns the address of the walk's next page
 */
export function nextUrl(walk: WalkPosition, listUrl: string, perPage: number): string {
  const url = new URL(walk.nextUrl ?? listUrl);
  url.searchParams.set('per_page', String(perPage));
  if (walk.nextUrl) return url.href;
  const since = walk.position === null ? walk.since : later(walk.since, secondBefore(walk.position));
  if (since) url.searchParams.set('since', since);
  const { secondPage } = sized(walk, perPage);
  if (secondPage > 1) url.searchParams.set('page', String(secondPage));
  return url.href;
}

/** Whether a link leads on by a place in the order, not by the number of a page. */
export function isCursor(url: string | null): url is string {
  return url !== null && URL.canParse(url) && new URL(url).searchParams.has('after');
}

/** The later of two times as GitHub writes them; null is earlier than any. */
function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

// GitHub documents `since` both as "at or after" and as "after"; a second earlier is right for either.
/** A second earlier, as GitHub writes it. */
export function secondBefore(at: string): string {
  return new Date(Date.parse(at) - 1000).toISOString().replace('.000Z', 'Z');
}
