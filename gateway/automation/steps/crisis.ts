import { hand, languageOf, tell, type Turn } from '../turn.ts';
import { speak } from './language.ts';
import { crisisCard } from '../words/words.ts';
import type { Said } from '../path.ts';

/** Where no language is known at all. */
const unknown = ['de', 'en'];

/** The messages that speak of danger to life, whatever else they are; the words below a voice or a picture as well. */
export async function inDanger(turn: Turn, said: Said[]): Promise<Said[]> {
  const language = languageOf(turn);
  const found = await Promise.all(
    said.map(async (one) => {
      const text = one.text?.trim() ?? '';
      return text !== '' && (await turn.world.match(text, language)).decision === 'crisis';
    }),
  );
  return said.filter((_, index) => found[index]);
}

/**
 * The card at once, before language, notice or consent; in the language of the message and in the one that was chosen.
 * People are called; the path stays where it is and nothing closes.
 */
export function meetCrisis(turn: Turn, said: Said[]): void {
  const { world, path } = turn;
  const spoken = said.map(({ text }) => world.detect(text ?? ''));
  const certain = spoken.find(({ isCertain }) => isCertain)?.language ?? null;
  const known = [...spoken.map(({ language }) => language), path.language].filter(
    (code): code is string => code !== null && world.languages.includes(code),
  );
  for (const language of new Set(known.length > 0 ? known : unknown))
    tell(turn, crisisCard(language, world.form), { language });
  if (path.language === null && certain !== null && world.languages.includes(certain))
    speak(turn, certain);
  for (const { messageId } of said)
    turn.effects.push({ type: 'raise_alert', kind: 'crisis', messageId });
  hand(turn);
}
