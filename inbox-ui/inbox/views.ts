import { topicKeys, type TopicKey } from '../../gateway/contract/conversation.ts';

export const viewKeys = ['mine', 'unassigned', 'open', 'waiting', 'closed', 'all'] as const;
export type ViewKey = (typeof viewKeys)[number];

export type ListSort = 'waiting' | 'newest';

export type ListFilters = {
  channelId?: string;
  topic?: TopicKey;
  language?: string;
  sort?: ListSort;
};

export type ListQuery = ListFilters & {
  status: 'open' | 'waiting' | 'closed' | 'all';
  assignee?: 'me' | 'none';
  sort: ListSort;
};

const views: Record<ViewKey, Pick<ListQuery, 'status' | 'assignee' | 'sort'>> = {
  mine: { status: 'open', assignee: 'me', sort: 'waiting' },
  unassigned: { status: 'open', assignee: 'none', sort: 'waiting' },
  open: { status: 'open', sort: 'waiting' },
  waiting: { status: 'waiting', sort: 'newest' },
  closed: { status: 'closed', sort: 'newest' },
  all: { status: 'all', sort: 'newest' },
};

export function viewFrom(value: string | undefined): ViewKey {
  return viewKeys.find((view) => view === value) ?? 'open';
}

export function queryOfView(view: ViewKey, filters: ListFilters): ListQuery {
  return { ...views[view], ...filters };
}

/** Longest waiting first only means something where people are waiting for us. */
export function canSortByWaiting(view: ViewKey): boolean {
  return views[view].status === 'open';
}

/** Reads the filters out of the URL; what nobody could have chosen is left out. */
export function filtersFrom(search: URLSearchParams): ListFilters {
  const topic = topicKeys.find((key) => key === search.get('topic'));
  const channelId = search.get('channel');
  const language = search.get('language');
  const sort = search.get('sort');
  return {
    ...(channelId && uuid.test(channelId) && { channelId }),
    ...(topic && { topic }),
    ...(language && { language: language.slice(0, 20) }),
    ...((sort === 'waiting' || sort === 'newest') && { sort }),
  };
}

export function searchOf(filters: ListFilters): string {
  const search = new URLSearchParams();
  if (filters.channelId) search.set('channel', filters.channelId);
  if (filters.topic) search.set('topic', filters.topic);
  if (filters.language) search.set('language', filters.language);
  if (filters.sort) search.set('sort', filters.sort);
  const text = search.toString();
  return text ? `?${text}` : '';
}

export function countFilters(filters: ListFilters): number {
  return [filters.channelId, filters.topic, filters.language].filter(Boolean).length;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
