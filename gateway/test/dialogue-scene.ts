import type { Office } from '../contract/office.ts';
import { startMessengers, type Messengers } from './messengers.ts';
import { addMember, type Member } from './tenants.ts';

/** All messengers with the assistant, two offices, and two counselors who share no language. */
export type DialogueScene = Messengers & {
  offices: Record<'koeln' | 'berlin', Office>;
  counselors: Record<'anna' | 'olga', Member>;
  /** Who counsels in a language. */
  speakerOf(language: string): Member;
};

const annaSpeaks = ['de', 'en'];
const olgaSpeaks = ['ru', 'ar'];

export async function openDialogueScene(): Promise<DialogueScene> {
  const all = await startMessengers(
    { STARTER_CONTENT: 'approved' },
    {
      sendTimeoutMs: 30_000,
      paceLimits: [],
      assistant: { quietMs: 60, farewellMs: 0, everyMs: 200, retryMs: 50 },
    },
  );
  const { api } = all.app;
  for (const { id } of Object.values(all.channels))
    await api.ok('PATCH', `/api/channels/${id}`, { automation: 'full' });
  const addOffice = (name: string, postcode: string, city: string) =>
    api.ok<Office>('POST', '/api/offices', { name, postcode, city, phone: '0221 1234' });
  const koeln = await addOffice('Caritas Köln', '50667', 'Köln');
  const berlin = await addOffice('Caritas Berlin', '10115', 'Berlin');
  const anna = await addCounselor(all, 'Anna', koeln, annaSpeaks);
  const olga = await addCounselor(all, 'Olga', berlin, olgaSpeaks);
  return {
    ...all,
    offices: { koeln, berlin },
    counselors: { anna, olga },
    speakerOf: (language) => (annaSpeaks.includes(language) ? anna : olga),
  };
}

async function addCounselor(
  { app }: Messengers,
  alias: string,
  { id: officeId }: Office,
  languages: string[],
): Promise<Member> {
  const member = await addMember(app, alias);
  await app.api.ok('PATCH', `/api/counselors/${member.id}`, { officeId });
  await app.api.ok('PUT', `/api/counselors/${member.id}/profile`, {
    alias,
    languages: languages.map((language) => ({ language, level: 'native' })),
    topics: [],
    capacity: null,
    accepts: 'everyone',
    hours: [],
  });
  return member;
}
