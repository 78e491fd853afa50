import { languageChoices, ownName } from '../choices.ts';
import { isWithPeople } from '../is-with-people.ts';
import type { Step } from '../path.ts';
import { ask, languageOf, tell, wait, word, type StepOf, type Take, type Turn } from '../turn.ts';
import { readLanguageName } from '../words/read-language-name.ts';
import { say } from '../words/words.ts';

/** Who chose none of the languages twice is answered in the one that most can read. */
const fallback = 'en';
/** Where nobody can guess. */
const unknown = ['de', 'en'];

/** Names each language in itself. What was asked for before is kept and carried out afterwards. */
export const language: StepOf = {
  async ask(turn) {
    const isKnown = turn.path.language !== null || turn.guess !== null;
    const spoken = isKnown ? [languageOf(turn)] : unknown;
    const text = spoken.map((code) => say(code, 'languages.ask', {}, turn.world.form)).join('\n');
    return ask(turn, 'language', text, languageChoices(turn));
  },
  async read(turn, text) {
    const named = readLanguageName(text);
    return named === null ? undefined : choose(turn, named);
  },
};

export const takeLanguage: Take = async (turn, [code = '']) => choose(turn, code);

/** Asks once more; whoever doesn't answer then either goes on in the language that most can read. */
export function insistOnLanguage(turn: Turn): Step | null {
  turn.path.misses += 1;
  if (turn.path.misses < 2) return 'language';
  turn.path.misses = 0;
  const { languages } = turn.world;
  if (turn.path.language === null)
    speak(turn, languages.includes(fallback) ? fallback : (languages[0] ?? fallback));
  return goOn(turn);
}

/** Goes on in a language from now on, without the contact having named it. */
export function speak(turn: Turn, code: string): void {
  turn.path.language = code;
  turn.path.misses = 0;
  turn.effects.push({ type: 'set_language', language: code });
}

/** Says once which language we write, who we are and what becomes of the messages. */
export function introduce(turn: Turn): void {
  if (turn.path.isWelcomed) return;
  const { world } = turn;
  turn.path.isWelcomed = true;
  const names = world.languages.map(ownName).join(', ');
  if (!turn.path.isLanguageChosen) tell(turn, `${word(turn, 'languages.we_write')}\n${names}`);
  const url = world.noticeUrl;
  const link = url === null ? [] : [word(turn, 'notice.link', { url })];
  tell(turn, [word(turn, 'notice'), ...link].join('\n'));
}

function choose(turn: Turn, code: string): Step | null {
  if (!turn.world.languages.includes(code)) {
    turn.path.otherLanguage = code;
    return insistOnLanguage(turn);
  }
  speak(turn, code);
  turn.path.isLanguageChosen = true;
  return goOn(turn);
}

/** Where the question for the language came between: on to what was asked then. */
function goOn(turn: Turn): Step | null {
  turn.path.misses = 0;
  if (!turn.path.isWelcomed) {
    introduce(turn);
    return 'menu';
  }
  const { back } = turn.path;
  turn.path.back = null;
  if (isWithPeople(back)) {
    tell(turn, word(turn, 'languages.we_write'));
    wait(turn, back, []);
    return null;
  }
  return back === null || back === 'language' ? 'menu' : back;
}
