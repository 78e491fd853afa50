import { personChoices } from '../choices.ts';
import { isWithPeople } from '../is-with-people.ts';
import { ask, hand, tell, wait, word, type StepOf, type Take } from '../turn.ts';
import { readYesNo } from '../words/read-yes-no.ts';

/** Offers a person, and says why. Whoever is with people already is heard by them without being asked. */
export const person: StepOf = {
  async ask(turn) {
    const { path, reason } = turn;
    const back = path.back;
    if (isWithPeople(back)) {
      if (reason !== 'person.offer') tell(turn, word(turn, 'concern.thanks'));
      hand(turn);
      wait(turn, back, []);
      turn.path.back = null;
      return null;
    }
    return ask(turn, 'person', word(turn, reason), personChoices(turn));
  },
  async read(turn, text) {
    const wants = readYesNo(text);
    if (wants === null) return undefined;
    return wants ? 'consent' : 'menu';
  },
};

export const takePerson: Take = async (turn, [what]) => {
  if (what === 'yes') return 'consent';
  if (what === 'voice') turn.reason = 'voice.received';
  return what === 'offer' || what === 'voice' ? 'person' : 'menu';
};
