import { topicKeys } from '../../contract/conversation.ts';
import { menuChoices } from '../choices.ts';
import { isWithPeople } from '../is-with-people.ts';
import { ask, lead, tell, wait, word, type StepOf, type Take, type Turn } from '../turn.ts';

/** The topics, a person, an appointment, one's data and the language. */
export const menu: StepOf = {
  ask: async (turn) => ask(turn, 'menu', word(turn, 'menu.ask'), menuChoices(turn)),
};

export const takeMenu: Take = async (turn, [what, key]) => {
  if (what === 'topic') {
    const topic = topicKeys.find((one) => one === key);
    if (!topic) return 'menu';
    turn.path.topic = topic;
    turn.effects.push({ type: 'set_topic', topic });
    return 'topic';
  }
  if (what === 'counselor') return 'consent';
  if (what === 'appointment') {
    lead(turn, word(turn, 'appointment.noted'));
    return 'consent';
  }
  if (what === 'my_data') {
    tell(turn, word(turn, 'my_data'));
    rest(turn);
    return null;
  }
  if (what === 'language') {
    turn.path.back ??= turn.path.step;
    return 'language';
  }
  return 'menu';
};

/** Nothing is asked; the numbers of the menu count, and people who had the conversation still have it. */
export function rest(turn: Turn): void {
  const { back } = turn.path;
  turn.path.back = null;
  if (isWithPeople(back)) wait(turn, back, []);
  else wait(turn, 'menu', menuChoices(turn));
}
