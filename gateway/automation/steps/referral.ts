import { ask, languageOf, tell, word, type StepOf, type Take, type Turn } from '../turn.ts';
import { readYesNo } from '../words/read-yes-no.ts';
import { noteConcern } from './concern.ts';
import { rest } from './menu.ts';

/** "Probably better there … or stay with us": advice, never a block. Nobody is asked who belongs here. */
export const referral: StepOf = {
  async ask(turn) {
    const [better] = await referrals(turn);
    if (!better) return 'counselor';
    const { key, name, why } = better;
    return ask(turn, 'referral', word(turn, 'referral.offer', { name, why }), [
      { id: `referral:there:${key}`, title: word(turn, 'referral.there') },
      { id: 'referral:stay', title: word(turn, 'referral.stay') },
    ]);
  },
  async read(turn, text) {
    const goes = readYesNo(text);
    return goes === null ? noteConcern(turn) : leave(turn, goes);
  },
};

export const takeReferral: Take = async (turn, [what, key]) => leave(turn, what === 'there', key);

/** Whoever goes there knows where; the conversation stays with people here, in case they come back. */
async function leave(turn: Turn, goes: boolean, key?: string) {
  const all = goes ? await referrals(turn) : [];
  const chosen = all.find((one) => one.key === key) ?? all[0];
  if (!chosen) return 'counselor';
  const { name, url } = chosen;
  tell(turn, word(turn, 'referral.contact', { name, url: url ?? '' }));
  rest(turn);
  return null;
}

async function referrals(turn: Turn) {
  const { ageBand, isInAsylumProcedure, postcode } = turn.path;
  const language = languageOf(turn);
  return turn.world.referralsFor({ ageBand, isInAsylumProcedure, postcode, language });
}
