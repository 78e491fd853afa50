import { hand, tell, wait, word, type Turn } from '../turn.ts';
import { isWithPeople } from '../is-with-people.ts';
import { rest } from './menu.ts';

/** Takes back the consent. What is said last is how to come back; people who have the conversation see the wish. */
export function stop(turn: Turn, messageId: string): null {
  const { step, hasConsent } = turn.path;
  turn.path.hasConsent = false;
  turn.path.pending = null;
  turn.effects.push({ type: 'withdraw_consent', messageId });
  tell(turn, word(turn, 'stop.done'));
  if (isWithPeople(step)) wait(turn, step, []);
  else rest(turn);
  if (hasConsent) hand(turn);
  return null;
}
