import type { AppContext } from '../context.ts';
import type { LabelColor } from '../contract/label.ts';
import { createLabel } from '../labels/manage-labels.ts';
import { putLabels } from '../labels/put-labels.ts';
import { inOrganization } from '../unit-of-work.ts';
import type { Told } from './write-answers.ts';

/** `every` and `from`: on which of the conversations it is, counted as the stories stand. */
const samples: { name: string; color: LabelColor; every: number; from: number }[] = [
  { name: 'Dolmetschen nötig', color: 'violet', every: 4, from: 1 },
  { name: 'Frist läuft', color: 'brown', every: 7, from: 2 },
  { name: 'Unterlagen fehlen', color: 'olive', every: 5, from: 3 },
  { name: 'Termin vereinbart', color: 'green', every: 9, from: 0 },
  { name: 'Rückruf gewünscht', color: 'blue', every: 11, from: 4 },
  { name: 'Neu bei uns', color: 'slate', every: 13, from: 6 },
];

/** Labels as an office might use them, on a part of the conversations. */
export async function createDemoLabels(
  { database: { orm }, keyring }: AppContext,
  organizationId: string,
  told: Told[],
): Promise<void> {
  const keys = await keyring.of(organizationId);
  await inOrganization(orm, organizationId, async (em) => {
    for (const { name, color, every, from } of samples) {
      const { id } = await createLabel(em, keys, organizationId, { name, color });
      const ids = told.flatMap((one, index) => (index % every === from ? one.conversationId : []));
      await putLabels(em, organizationId, [...new Set(ids)], { add: [id], remove: [] });
    }
  });
}
