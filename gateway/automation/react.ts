import { stepOf } from './all-steps.ts';
import { beforeLanguage, longestGreeting } from './before-language.ts';
import { readFreely } from './free-text.ts';
import type { Heard, Of } from './hear.ts';
import { isUrgent } from './is-urgent.ts';
import { isWithPeople } from './is-with-people.ts';
import type { Step } from './path.ts';
import { introduce, speak } from './steps/language.ts';
import { stop } from './steps/stop.ts';
import { isAboutPeople, takeChoice } from './take-choice.ts';
import { hand, lead, word, type Turn } from './turn.ts';
import { obey, understand } from './understand.ts';

/** From so many words on a message in another language changes the language by itself. */
const fewWords = 3;

/** What one message leads to: the step that asks next, or null when all is said. */
export async function react(turn: Turn, heard: Heard): Promise<Step | null> {
  if (heard.as === 'text') listen(turn, heard);
  if (heard.as === 'command' && heard.command === 'stop') return stop(turn, heard.messageId);
  if (turn.path.step === 'counseling') return whileCounseling(turn, heard);
  if (turn.world.automation === 'faq') return answerOnly(turn, heard);
  if (turn.path.language === null) return beforeLanguage(turn, heard);
  const isFirst = !turn.path.isWelcomed;
  introduce(turn);
  const next = await understand(turn, heard);
  if (!isFirst || next !== 'person' || heard.as !== 'text') return next;
  return greeting(turn, heard.text);
}

/** Notes the language of the message, and whether it speaks of a deadline. */
function listen(turn: Turn, { text, messageId }: Of<'text'>): void {
  const { path, world } = turn;
  const { language, isCertain } = world.detect(text);
  if (language !== null && world.languages.includes(language)) turn.guess = language;
  if (isUrgent(text)) {
    turn.effects.push({ type: 'raise_alert', kind: 'urgent', messageId });
    if (path.language !== null && !isWithPeople(path.step)) lead(turn, word(turn, 'urgent.noted'));
  }
  if (language === null || !isCertain) return;
  if (!world.languages.includes(language)) {
    turn.path.otherLanguage = language;
    return;
  }
  turn.detected = language;
  const isLong = text.split(/\s+/).length >= fewWords;
  const mayChange = path.language === null || (isLong && !path.isLanguageChosen);
  if (mayChange && path.language !== language) speak(turn, language);
}

/** The assistant is silent unless it is asked for; a crisis has been met before. */
function whileCounseling(turn: Turn, heard: Heard): Promise<Step | null> | Step | null {
  if (heard.as === 'command' && heard.command !== 'person') return obey(turn, heard);
  if (heard.as === 'choice' && !isAboutPeople(heard.choiceId)) {
    turn.path.back = turn.path.step;
    return takeChoice(turn, heard);
  }
  return null;
}

/** Answers and nothing else: what has none goes to people without a word. */
async function answerOnly(turn: Turn, heard: Heard): Promise<Step | null> {
  if (heard.as === 'command') return obey(turn, heard);
  if (heard.as === 'choice') return takeChoice(turn, heard);
  if (heard.as === 'text' && !isWithPeople(turn.path.step)) {
    const read = await stepOf[turn.path.step].read?.(turn, heard.text, heard.messageId);
    if (read !== undefined) return read;
    const next = await readFreely(turn, heard.text, heard.messageId);
    if (next !== 'person') return next;
  }
  turn.path = { ...turn.path, step: 'queued', offered: [], hasConcern: true };
  hand(turn);
  return null;
}

/** "Hello" is no question: the menu says what can be asked. */
function greeting(turn: Turn, text: string): Step {
  if (text.length > longestGreeting || turn.reason !== 'person.offer') return 'person';
  turn.path.hasConcern = false;
  turn.effects = turn.effects.filter(({ type }) => type !== 'note_unanswered');
  return 'menu';
}
