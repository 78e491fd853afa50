import { isWithPeople } from './is-with-people.ts';
import type { Step } from './path.ts';
import { languageOf, type Turn } from './turn.ts';

/** From here on a message is a story: it is for a person, whatever words are in it. */
export const longText = 1000;

/** What free text gets that answers no question of ours: an answer, three to choose from, or a person. Never nothing. */
export async function readFreely(turn: Turn, text: string, messageId: string): Promise<Step> {
  const language = languageOf(turn);
  if (text.length > longText) {
    turn.reason = 'too_long';
    return forPerson(turn);
  }
  const found = await turn.world.match(text, turn.detected ?? language);
  if (found.decision === 'answer' && found.entryId !== null) {
    turn.entryId = found.entryId;
    return 'answer';
  }
  // Whoever is with people already need not choose what a message to them may have meant.
  const mayOffer = !isWithPeople(turn.path.back);
  if (mayOffer && found.decision === 'offer' && found.candidateIds.length > 0) {
    turn.candidateIds = found.candidateIds;
    return 'offer';
  }
  if (found.reason === 'withheld') turn.reason = 'answer.withheld';
  if (found.reason !== 'personal')
    turn.effects.push({ type: 'note_unanswered', messageId, language });
  return forPerson(turn);
}

/** What was written stays the question for the person. */
function forPerson(turn: Turn): Step {
  turn.path.hasConcern = true;
  return 'person';
}
