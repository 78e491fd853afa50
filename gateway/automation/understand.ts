import { stepOf } from './all-steps.ts';
import { readFreely } from './free-text.ts';
import { isStale, type Heard, type Of } from './hear.ts';
import { isWithPeople } from './is-with-people.ts';
import type { Step } from './path.ts';
import { noteConcern } from './steps/concern.ts';
import { takeChoice } from './take-choice.ts';
import { hand, lead, word, type Turn } from './turn.ts';
import { readLanguageName } from './words/read-language-name.ts';
import { readYesNo } from './words/read-yes-no.ts';

/** Questions that can be passed over: "0" does so there. */
const optional: ReadonlySet<Step> = new Set(['postcode', 'age', 'asylum', 'counselor'] as const);
/** From consent on the conversation is for people: what can't be read here is read by them. */
const afterConsent: ReadonlySet<Step> = new Set([
  'postcode',
  'age',
  'asylum',
  'referral',
  'counselor',
  'concern',
] as const);
const numeric: ReadonlySet<Step> = new Set(['postcode', 'age', 'concern'] as const);

/** What one message means in the step where the contact is. */
export async function understand(turn: Turn, heard: Heard): Promise<Step | null> {
  const { step } = turn.path;
  switch (heard.as) {
    case 'choice':
      turn.path.misses = 0;
      if (isWithPeople(step)) turn.path.back = step;
      return takeChoice(turn, heard);
    case 'command':
      return obey(turn, heard);
    case 'text':
      return readText(turn, heard);
    case 'number':
      return readNumber(turn, heard);
    case 'voice':
    case 'file':
      return spoken(turn, heard);
    case 'emoji':
    case 'sticker':
    case 'unsupported':
      return wordless(turn, heard.as);
  }
}

/** Menu, person and delete, in every language at every step. */
export async function obey(turn: Turn, heard: Of<'command'>): Promise<Step | null> {
  const { step } = turn.path;
  turn.path.misses = 0;
  if (heard.isZero && optional.has(step))
    return (await stepOf[step].read?.(turn, '0', heard.messageId)) ?? null;
  if (isWithPeople(step)) turn.path.back = step;
  if (heard.command === 'person') return 'consent';
  if (heard.command === 'delete') return 'erasure';
  if (!heard.isZero || step !== 'menu') return 'menu';
  turn.path.back ??= 'menu';
  return 'language';
}

async function readText(turn: Turn, heard: Of<'text'>): Promise<Step | null> {
  const { text, messageId, at } = heard;
  const { path } = turn;
  if (isStale(path, at) && readYesNo(text) !== null && !isWithPeople(path.step)) return old(turn);
  const named = readLanguageName(text);
  if (named !== null && named !== path.language && turn.world.languages.includes(named)) {
    turn.path.back ??= path.step;
    return takeChoice(turn, { choiceId: `language:${named}`, text, messageId });
  }
  const read = await stepOf[path.step].read?.(turn, text, messageId);
  if (read !== undefined) return read;
  turn.path.misses = 0;
  const next = await readFreely(turn, text, messageId);
  if (path.step !== 'person' || next !== 'person') return next;
  lead(turn, word(turn, 'concern.thanks'));
  return 'consent';
}

/** A number that isn't offered: once more, then a person. One of long ago gets the menu. */
async function readNumber(turn: Turn, heard: Of<'number'>): Promise<Step | null> {
  const { step } = turn.path;
  const { text, messageId, isOld } = heard;
  if (isWithPeople(step)) return (await stepOf[step].read?.(turn, text, messageId)) ?? null;
  if (numeric.has(step) && !(isOld && text.length < 4))
    return (await stepOf[step].read?.(turn, text, messageId)) ?? null;
  if (isOld) return old(turn);
  turn.path.misses += 1;
  if (turn.path.misses > 1) {
    turn.path.misses = 0;
    if (afterConsent.has(step)) return 'queued';
    if (step !== 'consent') return 'person';
  }
  lead(turn, word(turn, 'choice.unknown'));
  return step;
}

function old(turn: Turn): Step {
  lead(turn, word(turn, 'old_question'));
  return 'menu';
}

/** A person listens to it and looks at it; nobody has to type. */
async function spoken(turn: Turn, heard: Of<'voice' | 'file'>): Promise<Step | null> {
  const { step } = turn.path;
  if (isWithPeople(step)) return (await stepOf[step].read?.(turn, '', heard.messageId)) ?? null;
  if (afterConsent.has(step)) return noteConcern(turn);
  turn.path.hasConcern = true;
  if (step === 'consent') {
    lead(turn, word(turn, 'concern.thanks'));
    return 'consent';
  }
  turn.reason = heard.as === 'voice' ? 'voice.received' : 'file.received';
  return 'person';
}

/** Says kindly that it can't be read, and asks again. */
function wordless(turn: Turn, kind: 'emoji' | 'sticker' | 'unsupported'): Step | null {
  const { step } = turn.path;
  if (isWithPeople(step)) {
    hand(turn);
    return null;
  }
  lead(turn, word(turn, kind === 'emoji' ? 'only_emoji' : `${kind}.received`));
  return step;
}
