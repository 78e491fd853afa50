import { topicKeys } from '../../contract/conversation.ts';
import type { Choice } from '../path.ts';
import { ask, isWithin, languageOf, word, type StepOf, type Take, type Turn } from '../turn.ts';

/** The questions of a topic; where an SMS has no room for all, the rest follows on demand. */
export const topic: StepOf = {
  async ask(turn) {
    const { topic } = turn.path;
    if (topic === null) return 'menu';
    const questions = await turn.world.questionsOf(topic, languageOf(turn));
    if (questions.length === 0) {
      turn.reason = 'answer.withheld';
      return 'person';
    }
    const text = word(turn, 'topic.ask', { topic: word(turn, `menu.${topic}`) });
    const all = questions.map(({ entryId, question }) => ({
      id: `faq:answer:${entryId}`,
      title: question,
    }));
    return ask(turn, 'topic', text, fitting(turn, text, all.slice(turn.from), all.length));
  },
};

export const takeTopic: Take = async (turn, [, key, from]) => {
  turn.path.topic = topicKeys.find((one) => one === key) ?? turn.path.topic;
  turn.from = Number(from) || 0;
  return 'topic';
};

function fitting(turn: Turn, text: string, left: Choice[], total: number): Choice[] {
  const person = { id: 'menu:counselor', title: word(turn, 'menu.counselor') };
  const { topic } = turn.path;
  for (let count = left.length; count > 0; count -= 1) {
    const rest = left.length - count;
    const more = { id: `topic:more:${topic}:${total - rest}`, title: word(turn, 'topic.more') };
    const choices = [...left.slice(0, count), ...(rest > 0 ? [more] : []), person];
    if (turn.world.form === 'full' || count === 1 || isWithin(turn, text, choices)) return choices;
  }
  return [person];
}
