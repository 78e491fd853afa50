import { stepOf } from './all-steps.ts';
import type { Heard } from './hear.ts';
import type { Step } from './path.ts';
import { insistOnLanguage } from './steps/language.ts';
import { takeChoice } from './take-choice.ts';
import type { Turn } from './turn.ts';
import { readLanguageName } from './words/read-language-name.ts';

/** A first message of no more signs that nothing matches is a greeting. */
export const longestGreeting = 24;

/** Asks for the language; what was wanted is carried out when it is known. */
export async function beforeLanguage(turn: Turn, heard: Heard): Promise<Step | null> {
  if (heard.as === 'choice' && heard.choiceId.startsWith('language:'))
    return takeChoice(turn, heard);
  if (heard.as === 'text') {
    const named = readLanguageName(heard.text);
    if (named !== null)
      return (await stepOf.language.read?.(turn, heard.text, heard.messageId)) ?? null;
  }
  turn.path.pending = (await wanted(turn, heard)) ?? turn.path.pending;
  return turn.path.step === 'language' ? insistOnLanguage(turn) : 'language';
}

/** The id of a choice that means what a message asked for; null for a greeting. */
async function wanted(turn: Turn, heard: Heard): Promise<string | null> {
  if (heard.as === 'choice') return heard.choiceId;
  if (heard.as === 'command') return wantedBy[heard.command];
  if (heard.as === 'voice' || heard.as === 'file') {
    turn.path.hasConcern = true;
    return 'person:voice';
  }
  if (heard.as !== 'text') return null;
  for (const language of turn.world.languages) {
    const { decision, entryId } = await turn.world.match(heard.text, language);
    if (decision === 'answer' && entryId !== null) return `faq:answer:${entryId}`;
  }
  if (heard.text.length <= longestGreeting) return null;
  turn.path.hasConcern = true;
  return 'person:offer';
}

const wantedBy = {
  menu: null,
  person: 'menu:counselor',
  delete: 'delete:ask',
  stop: null,
} as const;
