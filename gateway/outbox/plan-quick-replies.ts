import {
  sortOf,
  type Capabilities,
  type QuickReply,
  type QuickReplySort,
} from '../../adapters/adapter.ts';

export type PlannedReplies = {
  /** What can be tapped. */
  replies: QuickReply[];
  /** What cannot, as lines below the text: nothing that was offered is lost for want of a button. */
  lines: string[];
  /** What the contact is not offered, and why. */
  dropped: { reason: string; count: number }[];
};

/** The place and a form exist as buttons only. */
const tappedOnly: ReadonlySet<QuickReplySort> = new Set(['location', 'form']);

/**
 * Fits quick replies to a channel: as many as it shows, of the sorts that one message can carry there. Answers that
 * nobody can tap are numbered, pages are written out. The same replies always give the same plan.
 */
export function planQuickReplies(
  offered: QuickReply[],
  { quickReplies: limits }: Pick<Capabilities, 'quickReplies'>,
): PlannedReplies {
  const openable = offered.filter(({ url }) => url === undefined || isOpenable(url));
  const kept = openable.slice(0, limits?.maxCount);
  const sorts = setFor(kept, limits?.sets ?? []);
  const pages = kept.filter((reply) => sortOf(reply) === 'url').slice(0, limits?.maxUrls);
  const isTapped = (reply: QuickReply) =>
    sorts.includes(sortOf(reply)) && (sortOf(reply) !== 'url' || pages.includes(reply));
  const left = kept.filter((reply) => !isTapped(reply));
  const written = left.filter((reply) => !tappedOnly.has(sortOf(reply)));
  const replies = kept.filter(isTapped);
  return {
    replies,
    lines: [...(limits?.hasDescription ? [] : replies.flatMap(explained)), ...linesOf(written)],
    dropped: [
      { reason: 'url_not_openable', count: offered.length - openable.length },
      { reason: 'too_many', count: openable.length - kept.length },
      { reason: 'not_on_this_channel', count: left.length - written.length },
    ].filter(({ count }) => count > 0),
  };
}

/** Of the sets that a message can carry, the first whose leading sort was offered. */
function setFor(
  replies: QuickReply[],
  sets: readonly (readonly QuickReplySort[])[],
): readonly QuickReplySort[] {
  return sets.find(([lead]) => replies.some((reply) => sortOf(reply) === lead)) ?? [];
}

function linesOf(replies: QuickReply[]): string[] {
  const answers = replies.filter((reply) => sortOf(reply) === 'answer');
  return [
    ...answers.map((reply, index) => `${index + 1} ${withDescription(reply)}`),
    ...replies.flatMap(({ title, url }) => (url === undefined ? [] : [`${title}: ${url}`])),
  ];
}

function explained(reply: QuickReply): string[] {
  return reply.description ? [withDescription(reply)] : [];
}

function withDescription({ title, description }: QuickReply): string {
  return description ? `${title}: ${description}` : title;
}

/**
 * What messengers open from a button: a page of the web, under a name with a dot.
 * Source: BUTTON_URL_INVALID of https://core.telegram.org/bots/api#inlinekeyboardbutton
 */
function isOpenable(url: string): boolean {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  return /.\../.test(parsed.hostname) && parsed.username === '' && parsed.password === '';
}
