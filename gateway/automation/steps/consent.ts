import { isWithPeople } from '../is-with-people.ts';
import type { Step } from '../path.ts';
import {
  ask,
  hand,
  languageOf,
  lead,
  tell,
  word,
  type StepOf,
  type Take,
  type Turn,
} from '../turn.ts';
import { isSkip } from '../words/is-skip.ts';
import { readYesNo } from '../words/read-yes-no.ts';
import { textVersion } from '../words/words.ts';
import { rest } from './menu.ts';

/** The way to a person: consent first, unless it is there already. From then on the conversation is in the queue. */
export const consent: StepOf = {
  async ask(turn) {
    const { path } = turn;
    if (isWithPeople(path.back)) return 'queued';
    if (path.hasConsent) {
      hand(turn);
      return path.postcode === null ? 'postcode' : 'counselor';
    }
    return ask(turn, 'consent', word(turn, 'consent.ask'), [
      { id: `consent:yes:${textVersion('consent.ask')}`, title: word(turn, 'consent.yes') },
      { id: 'consent:no', title: word(turn, 'consent.no') },
    ]);
  },
  async read(turn, text, messageId) {
    const agrees = readYesNo(text);
    if (agrees === true) return give(turn, textVersion('consent.ask'), messageId);
    if (agrees === false) return refuse(turn);
    if (isSkip(text)) return 'consent';
    turn.path.hasConcern = true;
    lead(turn, word(turn, 'concern.thanks'));
    return 'consent';
  },
};

/** The id carries which text was agreed to: a tap may come a week later. */
export const takeConsent: Take = async (turn, [what, version], messageId) => {
  if (what !== 'yes') return turn.path.hasConsent ? 'queued' : refuse(turn);
  return give(turn, version ?? textVersion('consent.ask'), messageId);
};

function give(turn: Turn, version: string, messageId: string): Step {
  const wasGiven = turn.path.hasConsent;
  if (!wasGiven) {
    const language = languageOf(turn);
    turn.effects.push({ type: 'give_consent', textVersion: version, language, messageId });
  }
  turn.path.hasConsent = true;
  if (isWithPeople(turn.path.back)) return 'queued';
  hand(turn);
  const { pending } = turn.path;
  turn.path.pending = null;
  return pending?.startsWith('counselor:') ? 'counselor' : 'postcode';
}

/** The answers stay open to everybody, and so does the office's door. */
async function refuse(turn: Turn): Promise<null> {
  turn.path.pending = null;
  const [office] = await turn.world.officesNear(turn.path.postcode);
  const lines = [
    word(turn, 'consent.refused'),
    ...(office
      ? [word(turn, 'consent.refused.office', { office: office.line || office.name })]
      : []),
  ];
  tell(turn, lines.join('\n'));
  rest(turn);
  return null;
}
