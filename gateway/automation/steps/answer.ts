import type { Choice } from '../path.ts';
import {
  ask,
  flushLeads,
  languageOf,
  tell,
  wait,
  word,
  type StepOf,
  type Take,
  type Turn,
} from '../turn.ts';
import { readYesNo } from '../words/read-yes-no.ts';
import { nameOfLanguage } from '../words/words.ts';
import { rest } from './menu.ts';

/** An approved answer, and whether it helped: below it where there is room, by itself in SMS. */
export const answer: StepOf = {
  async ask(turn) {
    const { path, world } = turn;
    if (turn.entryId === null) {
      if (path.faq === null) return 'menu';
      return ask(turn, 'answer', word(turn, 'helped.ask'), helpedChoices(turn));
    }
    const found = await world.answerOf(turn.entryId, languageOf(turn));
    if (!found) {
      turn.reason = 'answer.withheld';
      return 'person';
    }
    const { entryId, topic, version, text, language } = found;
    if (path.topic === null) {
      path.topic = topic;
      turn.effects.push({ type: 'set_topic', topic });
    }
    turn.path.faq = { entryId, version };
    const faq = { entryId, version };
    if (found.isFallback) {
      const named = nameOfLanguage(language, languageOf(turn));
      tell(turn, word(turn, 'answer.fallback_language', { language: named }));
    }
    if (world.form === 'sms' || found.isFallback) {
      tell(turn, text, { language, faq });
      return ask(turn, 'answer', word(turn, 'helped.ask'), helpedChoices(turn));
    }
    const choices = helpedChoices(turn);
    flushLeads(turn);
    tell(turn, `${text}\n\n${word(turn, 'helped.ask')}`, { choices, faq });
    wait(turn, 'answer', choices);
    return null;
  },
  async read(turn, text, messageId) {
    const hasHelped = readYesNo(text);
    if (hasHelped === null || turn.path.faq === null) return undefined;
    return takeHelped(turn, [hasHelped ? 'yes' : 'no'], messageId);
  },
};

export const takeFaq: Take = async (turn, [, entryId = '']) => {
  turn.entryId = entryId;
  return 'answer';
};

/** The id names the answer that it is about: a tap below an old one judges that one. */
export const takeHelped: Take = async (turn, [what, ofEntry, ofVersion]) => {
  const { faq } = turn.path;
  const entryId = ofEntry ?? faq?.entryId;
  const version = Number(ofVersion ?? faq?.version);
  if (what === 'person') return 'consent';
  const hasHelped = what === 'yes';
  if (entryId !== undefined && version > 0)
    turn.effects.push({ type: 'note_helped', entryId, version, hasHelped });
  turn.path.faq = null;
  if (!hasHelped) {
    turn.reason = 'helped.sorry';
    return 'person';
  }
  tell(turn, word(turn, 'helped.thanks'));
  rest(turn);
  return null;
};

function helpedChoices(turn: Turn): Choice[] {
  const { faq } = turn.path;
  const about = faq ? `:${faq.entryId}:${faq.version}` : '';
  return (['yes', 'no', 'person'] as const).map((what) => ({
    id: `helped:${what}${about}`,
    title: word(turn, `helped.${what}`),
  }));
}
