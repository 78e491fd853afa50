import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api.ts';

/** Keys of cached answers. `live.ts` invalidates by them, so every query uses one of these as its beginning. */
export const keys = {
  me: ['me'],
  setup: ['setup'],
  counts: ['conversation-counts'],
  conversations: (query?: Record<string, unknown>) =>
    query ? ['conversations', query] : ['conversations'],
  conversation: (id: string) => ['conversation', id],
  messages: (conversationId: string) => ['messages', conversationId],
  activities: (conversationId: string) => ['activities', conversationId],
  standing: (conversationId: string) => ['standing', conversationId],
  drafts: ['drafts'],
  draft: (conversationId: string) => ['draft', conversationId],
  contact: (id: string) => ['contact', id],
  channels: ['channels'],
  channel: (id: string) => ['channels', id],
  templates: (channelId: string, state: 'approved' | 'all' = 'approved') => [
    'channels',
    channelId,
    'templates',
    state,
  ],
  channelHealth: (id: string) => ['channels', id, 'health'],
  channelLog: (id: string, query: Record<string, unknown>) => ['channels', id, 'log', query],
  channelKinds: ['channel-kinds'],
  counselors: ['counselors'],
  profile: (counselorId: string) => ['counselors', counselorId, 'profile'],
  offices: ['offices'],
  office: (id: string) => ['offices', id],
  views: ['views'],
  labels: ['labels'],
  rules: ['rules'],
  loads: ['counselor-loads'],
  tokens: ['tokens'],
  notificationSettings: ['notification-settings'],
  pushSubscriptions: ['push-subscriptions'],
  savedReplies: ['saved-replies'],
  faqs: ['faqs'],
  faq: (id: string) => ['faq', id],
  faqVersions: (id: string) => ['faq', id, 'versions'],
  faqCounts: ['faq-counts'],
  faqQuestions: ['faq-questions'],
  faqSources: ['faq-sources'],
  search: (query: Record<string, unknown>) => ['search', query],
  phone: (channelId: string, phoneId?: string) =>
    phoneId ? ['phone', channelId, phoneId] : ['phone', channelId],
} as const;

/** The browser's copy of what the gateway said; live events make it stale, so it is otherwise kept. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: 10 * 60_000, retry: shouldRetry, retryDelay: delayMs },
      mutations: { retry: false },
    },
  });
}

/** Only what may pass by itself is tried again: no network, an overloaded or restarting gateway. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return failures < 3 && (error.code === 'network' || error.status >= 500);
}

function delayMs(failures: number): number {
  return Math.min(8000, 500 * 2 ** failures);
}
