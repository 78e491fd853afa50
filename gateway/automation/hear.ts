import { wishOf } from '../conversation/wishes.ts';
import { findZero, isNumber } from './plain-number.ts';
import type { Path, Said } from './path.ts';
import type { Matched, World } from './world.ts';
import { plainWords } from './words/plain-words.ts';
import { readChoice } from './words/read-choice.ts';

/** One message as it is understood, or several of free text that came together. */
export type Heard = {
  messageId: string;
  at: Date;
} & (
  | { as: 'choice'; choiceId: string; text: string | null; isTyped: boolean }
  | { as: 'command'; command: NonNullable<Matched['command']>; isZero: boolean }
  | { as: 'text'; text: string; kind: string }
  /** A number that nothing stands behind, or that answers a question of long ago. */
  | { as: 'number'; text: string; isOld: boolean }
  | Wordless
);

export type Of<T extends Heard['as']> = Extract<Heard, { as: T }>;

type Wordless = { as: 'voice' | 'file' } | { as: 'sticker' | 'emoji' | 'unsupported' };

/** So long a plain number answers the newest question; taps know by themselves what they mean. */
const numberHours = 24;
const ignored = new Set(['reaction', 'poll_vote', 'call', 'note', 'system']);
const files = new Set(['image', 'video', 'video_note', 'audio', 'document', 'animation']);

/** What of a message is no answer at all: reactions and events of the messenger. A chat that begins is one ("/start"). */
export function isIgnored({ kind, text }: Said): boolean {
  return ignored.has(kind) && !(kind === 'system' && text !== null);
}

/** Understands messages by what was offered when they were written: a tap, a number or title, a command, else free text. */
export async function hear(path: Path, said: Said[], world: World): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const one of said) heard.push(await hearOne(path, one, world));
  return together(heard);
}

async function hearOne(path: Path, said: Said, world: World): Promise<Heard> {
  const { messageId, at, choiceId, kind } = said;
  const base = { messageId, at };
  if (choiceId !== null)
    return { ...base, as: 'choice', choiceId, text: said.text, isTyped: false };
  const text = said.text?.trim() ?? '';
  if (text === '') return { ...base, ...wordless(kind) };
  const isOld = isStale(path, at);
  const number = readChoice(text, Math.max(path.offered.length, 1));
  const choice = path.offered[(number ?? 0) - 1] ?? byTitle(path, text);
  if (choice && !isOld) return { ...base, as: 'choice', choiceId: choice.id, text, isTyped: true };
  if (choice && number !== null) return { ...base, as: 'number', text, isOld };
  const isZero = findZero(text);
  const command = await commandOf(isZero ? '0' : text, path, world);
  if (command) return { ...base, as: 'command', command, isZero };
  if (isNumber(text)) return { ...base, as: 'number', text, isOld };
  if (plainWords(text).length === 0) return { ...base, as: 'emoji' };
  return { ...base, as: 'text', text, kind };
}

/** Whatever else opts out or in, also leads out of the path or back to its menu. */
async function commandOf(text: string, { language }: Path, world: World) {
  const { decision, command } = await world.match(text, language ?? 'de');
  if (decision === 'command') return command;
  const wish = wishOf(text);
  if (wish === 'opted_out') return 'stop';
  return wish === null ? null : 'menu';
}

function wordless(kind: string): Wordless {
  if (kind === 'voice') return { as: 'voice' };
  if (kind === 'sticker') return { as: 'sticker' };
  if (kind === 'text') return { as: 'emoji' };
  return { as: files.has(kind) ? 'file' : 'unsupported' };
}

export function isStale({ askedAt }: Path, at: Date): boolean {
  if (askedAt === null) return false;
  return at.getTime() - Date.parse(askedAt) > numberHours * 3_600_000;
}

function byTitle({ offered }: Path, text: string) {
  const said = plainWords(text).join(' ');
  if (said === '') return undefined;
  return offered.find(({ title }) => plainWords(title).join(' ') === said);
}

function isSameAnswer(before: Of<'choice'>, one: Of<'choice'>): boolean {
  return before.choiceId === one.choiceId || (before.isTyped && one.isTyped);
}

/**
 * Of numbers in a row the last one counts: the contact changed their mind. Free text in a row is one text: many people
 * write a sentence in three messages.
 */
function together(heard: Heard[]): Heard[] {
  return heard.reduce<Heard[]>((all, one) => {
    const before = all.at(-1);
    if (before?.as === 'text' && one.as === 'text') {
      const joined = { ...one, text: `${before.text}\n${one.text}` };
      return [...all.slice(0, -1), joined];
    }
    if (before?.as === 'choice' && one.as === 'choice' && isSameAnswer(before, one))
      return [...all.slice(0, -1), one];
    return [...all, one];
  }, []);
}
