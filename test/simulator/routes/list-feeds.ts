import { notFound, type Answer } from '../http/answer.ts';
import { feedJson } from '../json/feed-json.ts';
import { feedItems, type FeedItem } from '../world/feed.ts';
import { hashText } from '../world/random.ts';
import type { Organisation } from '../world/organisations.ts';
import type { Repository } from '../world.ts';
import type { RepositoryContext, RouteContext } from './context.ts';
import { numberedList } from './numbered-list.ts';

const day = 86_400_000;
const keptDays = 30;
const keptEvents = 300;
/** Entries stand up to so many seconds from where their time would put them. */
const disorder = 20;

interface Feed {
  address: string;
  repositories: readonly Repository[];
  /** Seconds until an event is shown. */
  delay: number;
  usual: number;
  /** Default: everything of these repositories. */
  isShown?: (item: FeedItem) => boolean;
}

/** The items of a repository are gathered anew only when it has changed. */
const gathered = new WeakMap<Repository, { version: number; from: number; items: FeedItem[] }>();

function itemsOf(repository: Repository, from: number): readonly FeedItem[] {
  const known = gathered.get(repository);
  if (known && known.version === repository.version && known.from <= from) return known.items;
  const items = [...feedItems(repository, from)];
  gathered.set(repository, { version: repository.version, from, items });
  return items;
}

/** The last three hundred events of thirty days, newest first but not strictly so. */
function answerFeed(
  context: RouteContext,
  { address, repositories, delay, usual, isShown = () => true }: Feed,
): Answer {
  const { world, options, version } = context;
  const now = world.clock().getTime();
  const until = now - delay * 1000;
  const place = ({ at, key }: FeedItem) => at + (hashText(key) % (disorder * 1000));
  const items: FeedItem[] = [];
  const from = now - keptDays * day;
  for (const repository of repositories)
    for (const item of itemsOf(repository, from))
      if (item.at > from && item.at <= until && isShown(item)) items.push(item);
  items.sort((one, other) => place(other) - place(one) || (one.key < other.key ? -1 : 1));
  const kept = items.slice(0, keptEvents);
  const texts = (start: number, end: number) =>
    kept.slice(start, end).map((item) => JSON.stringify(feedJson(item, version)));
  const headers = { 'x-poll-interval': String(options.pollInterval ?? 60) };
  return numberedList(context, {
    address,
    total: kept.length,
    texts,
    refusedFrom: { row: keptEvents },
    perPage: { usual },
    headers,
  });
}

/** GET …/events of a repository. */
export function listRepositoryEvents(context: RepositoryContext): Answer {
  const { repository, options, address } = context;
  return answerFeed(context, { address, repositories: [repository], delay: options.feedDelaySeconds ?? 0, usual: 30 });
}

/** GET /orgs/{org}/events. */
export function listOrganisationEvents(context: RouteContext, { account }: Organisation, address: string): Answer {
  const { world, options } = context;
  const repositories = world.repositories().filter(({ facts }) => facts.owner === account);
  return answerFeed(context, { address, repositories, delay: options.feedDelaySeconds ?? 0, usual: 30 });
}

/** GET /users/{username}/events: what the user does, wherever. */
export function listUserEvents(context: RouteContext): Answer {
  const { world, options, parameters, origin, rest } = context;
  const { username = '' } = parameters;
  const user = username.startsWith(':') ? world.users.findById(Number(username.slice(1))) : world.users.find(username);
  if (!user) return notFound();
  return answerFeed(context, {
    address: `${origin}/user/${user.id}${rest}`,
    repositories: world.repositories(),
    delay: options.feedDelaySeconds ?? 0,
    usual: 30,
    isShown: ({ actor }) => actor?.id === user.id,
  });
}

/** GET /events: of all repositories, five minutes late. */
export function listPublicEvents(context: RouteContext): Answer {
  const { world, origin, options } = context;
  const delay = options.feedDelaySeconds ?? 300;
  return answerFeed(context, { address: `${origin}/events`, repositories: world.repositories(), delay, usual: 15 });
}
