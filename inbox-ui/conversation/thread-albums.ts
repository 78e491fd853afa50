import type { Message } from '../../gateway/contract/message.ts';
import type { ThreadEntry } from './thread-entries.ts';

/** What stands in the thread as one: a message, and those of its album that follow it. */
export type ThreadItem = ThreadEntry & { others: readonly Message[] };

const nobody: readonly Message[] = [];

/** Puts the messages of an album together, where they stand side by side and nothing comes between them. */
export function joinAlbums(entries: readonly ThreadEntry[]): ThreadItem[] {
  const items: ThreadItem[] = [];
  for (const entry of entries) {
    const item = items.at(-1);
    if (item && continuesAlbum(entry, item)) item.others = [...item.others, entry.message];
    else items.push({ ...entry, others: nobody });
  }
  return items;
}

/** Under which message of the thread each of the others stands. */
export function headsOf(items: readonly ThreadItem[]): Map<string, string> {
  return new Map(items.flatMap(({ message, others }) => others.map(({ id }) => [id, message.id])));
}

function continuesAlbum({ message, day, isFirstUnread }: ThreadEntry, item: ThreadItem): boolean {
  return (
    message.albumKey !== null &&
    message.albumKey === item.message.albumKey &&
    message.deletedAt === null &&
    item.message.deletedAt === null &&
    day === null &&
    !isFirstUnread
  );
}
