import type { AppContext } from '../context.ts';
import type { LanguageLevel, Profile } from '../contract/profile.ts';
import { makePromise } from '../promises/make-promise.ts';
import { promiseFor } from '../promises/promise-for.ts';
import { saveProfile } from '../routing/profiles.ts';
import { inOrganization, query } from '../unit-of-work.ts';
import type { CounselorKey, DemoOrganization } from './organization.ts';

const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '16:30' }));
const usual = { topics: [], capacity: 30, accepts: 'everyone', hours: week } as const;

type Demo = Pick<Profile, 'alias' | 'languages' | 'topics' | 'capacity' | 'accepts' | 'hours'>;
const profiles: Record<CounselorKey, Demo> = {
  lena: { ...of('Beratung L.', { de: 'native', en: 'C1' }), accepts: 'existing_clients_only' },
  jonas: of('Jonas', { de: 'native', en: 'C1', fr: 'B1' }),
  olena: of('Olena', { uk: 'native', ru: 'native', de: 'C1' }),
  samira: of('Beratung S.', { ar: 'native', fa: 'B2', de: 'C2', en: 'B2' }),
  emre: of('Beratung E.', { tr: 'native', de: 'native', ru: 'B1' }),
};

/** Who of the demo's people speaks what, and by when three who wait were promised an answer. */
export async function createDemoProfiles(
  { database }: Pick<AppContext, 'database'>,
  { id: organizationId, counselorIds }: DemoOrganization,
  now: Date,
): Promise<void> {
  await inOrganization(database.orm, organizationId, async (em) => {
    for (const [key, profile] of Object.entries(profiles) as [CounselorKey, Demo][])
      await saveProfile(em, organizationId, counselorIds[key], profile);
    const waiting = await query<{ id: string; officeId: string | null; assigneeId: string | null }>(
      em,
      `select id, office_id as "officeId", assignee_id as "assigneeId" from conversation
       where status = 'open' and last_message_author = 'contact' order by waiting_since desc, id limit 3`,
    );
    for (const { id, officeId, assigneeId } of waiting) {
      const wanted = { organizationId, officeId, counselorId: assigneeId, now };
      await makePromise(em, { ...wanted, conversationId: id, ...(await promiseFor(em, wanted)) });
    }
  });
}

function of(alias: string, spoken: Record<string, LanguageLevel>): Demo {
  const languages = Object.entries(spoken).map(([language, level]) => ({ language, level }));
  return { ...usual, topics: [...usual.topics], hours: [...usual.hours], alias, languages };
}
