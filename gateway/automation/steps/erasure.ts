import { isWithPeople } from '../is-with-people.ts';
import { newPath, type Path, type Step } from '../path.ts';
import { ask, tell, wait, word, type StepOf, type Take, type Turn } from '../turn.ts';
import { readYesNo } from '../words/read-yes-no.ts';

/** Nothing is erased without being asked once more. */
export const erasure: StepOf = {
  ask: async (turn) =>
    ask(turn, 'erasure', word(turn, 'delete.ask'), [
      { id: 'delete:yes', title: word(turn, 'delete.yes') },
      { id: 'delete:no', title: word(turn, 'delete.no') },
    ]),
  async read(turn, text, messageId) {
    const isSure = readYesNo(text);
    if (isSure === null) return undefined;
    return isSure ? erase(turn, messageId) : keep(turn);
  },
};

export const takeErasure: Take = async (turn, [what], messageId) => {
  if (what === 'yes') return erase(turn, messageId);
  return what === 'no' ? keep(turn) : 'erasure';
};

function erase(turn: Turn, messageId: string): null {
  tell(turn, word(turn, 'delete.done'));
  turn.effects.push({ type: 'erase_contact', messageId });
  turn.path = { ...newPath, ...kept(turn.path) };
  return null;
}

function kept({ heardAt }: Path) {
  return { heardAt };
}

function keep(turn: Turn): Step | null {
  const { back } = turn.path;
  if (!isWithPeople(back)) return 'menu';
  tell(turn, word(turn, 'counseling.menu_hint'));
  wait(turn, back, []);
  turn.path.back = null;
  return null;
}
