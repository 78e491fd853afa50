import { topicKeys, type TopicKey } from '../../gateway/contract/conversation.ts';
import type { ViewFilters } from '../../gateway/contract/view.ts';

export const viewKeys = [
  'alerts',
  'mine',
  'unassigned',
  'mentions',
  'open',
  'waiting',
  'snoozed',
  'interpreter',
  'automated',
  'closed',
  'all',
] as const;
export type ViewKey = (typeof viewKeys)[number];

export type ListSort = 'waiting' | 'newest';

export type ListFilters = {
  channelId?: string;
  officeId?: string;
  topic?: TopicKey;
  labelId?: string;
  language?: string;
  /** A counselor, `me` or `none`. */
  assignee?: string;
  /** Days of the last message, such as `2026-03-01`, both of them included. */
  from?: string;
  to?: string;
  sort?: ListSort;
};

/** What the gateway is asked for. */
export type ListQuery = ViewFilters;

const views: Record<ViewKey, ListQuery> = {
  alerts: { status: 'all', alert: 'open' },
  mine: { status: 'open', assignee: 'me' },
  unassigned: { status: 'open', assignee: 'none' },
  mentions: { status: 'all', mentioned: 'me' },
  open: { status: 'open' },
  waiting: { status: 'waiting' },
  snoozed: { status: 'snoozed' },
  interpreter: { status: 'open', needsInterpreter: 'true' },
  automated: { status: 'automated' },
  closed: { status: 'closed' },
  all: { status: 'all' },
};

export function viewFrom(value: string | undefined): ViewKey {
  return viewKeys.find((view) => view === value) ?? 'open';
}

/** Longest waiting first only means something where people are waiting for us. */
export function canSortByWaiting(view: ViewKey): boolean {
  return views[view].status === 'open';
}

export function sortOf(view: ViewKey, { sort }: ListFilters): ListSort {
  return canSortByWaiting(view) ? (sort ?? 'waiting') : 'newest';
}

/** Whose conversations they are is what these views say themselves. */
export function canFilterByAssignee(view: ViewKey): boolean {
  return views[view].assignee === undefined;
}

export function queryOfView(view: ViewKey, filters: ListFilters): ListQuery {
  const { from, to, sort: _, assignee, ...same } = filters;
  return {
    ...same,
    ...(assignee && { assignee }),
    ...(from && { from: startOf(from) }),
    ...(to && { to: startOf(to, 1) }),
    ...views[view],
    ...(canSortByWaiting(view) && { sort: sortOf(view, filters) }),
  };
}

/** Where what was saved is shown. */
export function viewOfQuery(query: ListQuery): { view: ViewKey; filters: ListFilters } {
  const { status, mentioned, alert, needsInterpreter, assignee, from, to, sort, ...same } = query;
  const filters: ListFilters = {
    ...same,
    ...(from && { from: dayOf(from) }),
    ...(to && { to: dayOf(to, -1) }),
    ...(sort === 'newest' && { sort }),
  };
  if (mentioned) return { view: 'mentions', filters: withAssignee(filters, assignee) };
  if (needsInterpreter) return { view: 'interpreter', filters: withAssignee(filters, assignee) };
  if (alert) return { view: 'alerts', filters: withAssignee(filters, assignee) };
  if ((status ?? 'open') !== 'open') {
    return { view: viewFrom(status), filters: withAssignee(filters, assignee) };
  }
  if (assignee === 'me') return { view: 'mine', filters };
  if (assignee === 'none') return { view: 'unassigned', filters };
  return { view: 'open', filters: withAssignee(filters, assignee) };
}

export function isSameQuery(one: ListQuery, other: ListQuery): boolean {
  return normal(one) === normal(other);
}

function normal(query: ListQuery): string {
  const { view, filters } = viewOfQuery(query);
  return view + searchOf({ ...filters, sort: sortOf(view, filters) });
}

function withAssignee(filters: ListFilters, assignee: string | undefined): ListFilters {
  return assignee ? { ...filters, assignee } : filters;
}

const names = {
  channel: 'channelId',
  office: 'officeId',
  topic: 'topic',
  label: 'labelId',
  language: 'language',
  assignee: 'assignee',
  from: 'from',
  to: 'to',
  sort: 'sort',
} as const;
type Field = (typeof names)[keyof typeof names];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isOneOf = (values: readonly string[]) => (value: string) => values.includes(value);

const accepts: Record<Field, (value: string) => boolean> = {
  channelId: (value) => uuid.test(value),
  officeId: (value) => uuid.test(value),
  labelId: (value) => uuid.test(value),
  assignee: (value) => value === 'me' || value === 'none' || uuid.test(value),
  topic: isOneOf(topicKeys),
  language: (value) => /^[A-Za-z0-9_-]{2,20}$/.test(value),
  from: isDay,
  to: isDay,
  sort: isOneOf(['waiting', 'newest']),
};

/** Reads the filters out of the URL; what nobody could have chosen is left out. */
export function filtersFrom(search: URLSearchParams): ListFilters {
  const found = Object.entries(names).flatMap(([name, field]) => {
    const value = search.get(name);
    return value && accepts[field](value) ? [[field, value]] : [];
  });
  return Object.fromEntries(found) as ListFilters;
}

/** The saved view that the URL began with. */
export function savedIdFrom(search: URLSearchParams): string | null {
  const id = search.get('saved');
  return id && uuid.test(id) ? id : null;
}

export function searchOf(filters: ListFilters, savedId?: string | null): string {
  const search = new URLSearchParams();
  for (const [name, field] of Object.entries(names)) {
    const value = filters[field];
    if (value) search.set(name, value);
  }
  if (savedId) search.set('saved', savedId);
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** Where a saved view is opened. */
export function pathOfView({ id, filters: query }: { id: string; filters: ListQuery }): string {
  const { view, filters } = viewOfQuery(query);
  return `/inbox/${view}${searchOf(filters, id)}`;
}

/** The fields that narrow the list, in the order in which they are shown. */
export function activeFilters(filters: ListFilters): Exclude<Field, 'sort'>[] {
  return Object.values(names).filter(
    (field): field is Exclude<Field, 'sort'> => field !== 'sort' && filters[field] !== undefined,
  );
}

function isDay(value: string): boolean {
  // While a year is typed, it is one of the first century.
  if (!/^20\d\d-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** When a day begins where the reader is, so many days later. */
function startOf(day: string, daysLater = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

function dayOf(instant: string, daysLater = 0): string {
  const date = new Date(instant);
  date.setDate(date.getDate() + daysLater);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
