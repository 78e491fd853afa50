import type { Messenger } from '../../adapters/adapter.ts';
import type { TopicKey } from '../contract/conversation.ts';
import type { ChannelKey } from './channels.ts';
import type { CounselorKey } from './organization.ts';

export const languages = ['de', 'en', 'ru', 'ar', 'uk', 'tr', 'fa'] as const;
export type Language = (typeof languages)[number];

/** One invented conversation, as it is written in `conversations/<language>.ts`. */
export type Story = {
  /** What the messenger shows; null where it shows none (SMS). */
  name: string | null;
  channel: ChannelKey;
  /** For the simulator: a phone that the simulator page offers, and the messenger it pretends to be. */
  phone?: { id: string; messenger: Messenger };
  topic: TopicKey | null;
  /** When the first line was written: see `placeLines`. */
  begins: string;
  state: 'open' | 'waiting' | 'closed';
  assignee: CounselorKey | null;
  /** Somebody has read it and not answered yet. */
  isRead?: true;
  snoozedDays?: number;
  /**
   * One line a message: `who [+when] [tag …]: text`. `who` is `they` (the client), `we` (the assignee, or `we by samira`)
   * or `note`. `+when` is `+7m`, `+2h` or `+1d 09:15`; without it a likely pause is taken. Tags:
   * `[letter]` `[voice]` `[pdf name]` files · `[location 54.3 10.1]` with the place's name as text · `[started]` the
   * messenger's own first line · `[unsupported kind]` · `[quotes 2]` the line two above · `[reaction 🙏]` of the client ·
   * `[edited]` with `before => after` as text · `[deleted]` · `[failed code]` `[unknown]` what became of a reply.
   */
  script: string;
};

export type Line = {
  who: 'they' | 'we' | 'note';
  by: string | null;
  when: string | null;
  tags: Map<string, string>;
  text: string | null;
};

const pattern =
  /^(?<who>they|we|note)(?: by (?<by>\w+))?(?: (?<when>\+\d+(?:m|h|d \d\d:\d\d)))?(?<tags>(?: \[[^\]]+\])*):(?: (?<text>.+))?$/;

/** @throws Error naming the line that can't be read. */
export function readScript(script: string): Line[] {
  return script.trim().split('\n').map(readLine);
}

function readLine(written: string): Line {
  const groups = pattern.exec(written.trim())?.groups;
  if (!groups)
    throw new Error(`This line of a demo conversation can not be read: ${written.trim()}`);
  const tags = [...(groups['tags'] ?? '').matchAll(/\[(\w+)(?: ([^\]]+))?\]/g)];
  return {
    who: groups['who'] as Line['who'],
    by: groups['by'] ?? null,
    when: groups['when'] ?? null,
    tags: new Map(tags.map(([, name = '', value = '']) => [name, value])),
    text: groups['text'] ?? null,
  };
}
