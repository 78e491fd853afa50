import type { SavedReply } from '../../gateway/contract/saved-reply.ts';
import { isSameLanguage } from '../conversation/template-choice.ts';
import { foldText } from './fold-text.ts';
import { latinKeysOf } from './latin-keys.ts';

/** One text of a saved reply: what can be chosen. */
export type ReplyVersion = { reply: SavedReply; language: string; text: string };

export type ReplyMatches = {
  /** In the contact's language, the best match first. */
  own: ReplyVersion[];
  /** In languages that others of us can read, where the contact's is missing or another one is wanted. */
  others: ReplyVersion[];
};

/** Finds by key, title and text of every language, the best match first. */
export function findReplies(replies: readonly SavedReply[], query: string): SavedReply[] {
  return replies
    .map((reply) => ({ reply, rank: rankOf(reply, query) }))
    .filter(({ rank }) => rank < noMatch)
    .toSorted((a, b) => a.rank - b.rank || a.reply.title.localeCompare(b.reply.title))
    .map(({ reply }) => reply);
}

/** Which texts can be chosen for what was typed: the contact's language, and others as a way out. */
export function matchReplies(
  replies: readonly SavedReply[],
  query: string,
  contactLanguage: string | null,
  fallbacks: readonly string[],
): ReplyMatches {
  const found = findReplies(replies, query);
  const preferred = contactLanguage ?? fallbacks[0] ?? null;
  const own = found.flatMap((reply) => versionIn(reply, preferred) ?? []);
  const others = found.flatMap((reply) => {
    const wanted = fallbacks.filter((language) => !isSameLanguage(language, preferred));
    const versions = wanted.flatMap((language) => versionIn(reply, language) ?? []);
    if (versions.length > 0 || versionIn(reply, preferred)) return versions;
    return Object.entries(reply.texts)
      .slice(0, 1)
      .map(([language, text]) => ({ reply, language, text }));
  });
  const missing = (version: ReplyVersion) => Number(versionIn(version.reply, preferred) !== null);
  return { own, others: others.toSorted((a, b) => missing(a) - missing(b)) };
}

/** The text in a language, also when it is saved for a region (`pt-br`). */
export function versionIn(reply: SavedReply, language: string | null): ReplyVersion | null {
  const found = Object.entries(reply.texts).find(([tag]) => isSameLanguage(tag, language));
  return found ? { reply, language: found[0], text: found[1] } : null;
}

const noMatch = 6;

/** From 0, the key itself, to 5, somewhere in a text. */
function rankOf({ key, title, texts }: SavedReply, query: string): number {
  const wanted = foldText(query);
  if (wanted === '') return 0;
  const keys = [wanted, ...latinKeysOf(query)];
  if (keys.includes(key)) return 0;
  if (keys.some((one) => key.startsWith(one))) return 1;
  const folded = foldText(title);
  if (folded.split(/\s+/).some((word) => word.startsWith(wanted))) return 2;
  if (keys.some((one) => key.includes(one))) return 3;
  if (folded.includes(wanted)) return 4;
  return Object.values(texts).some((text) => foldText(text).includes(wanted)) ? 5 : noMatch;
}
