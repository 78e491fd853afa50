import type { AppContext } from '../context.ts';
import { newId } from '../ids.ts';

type Texts = { header: string | null; body: string; footer: string | null; buttons: string[] };
type Sample = Texts & { name: string; language: string; reason?: string };

const footer = 'Beratung Nordlicht (Demo)';

const samples: Sample[] = [
  {
    name: 'demo_termin_erinnerung',
    language: 'de',
    header: 'Ihr Termin',
    body: 'Guten Tag {{1}}, wir erinnern Sie an Ihren Termin am {{2}} um {{3}} Uhr. Können Sie kommen?',
    footer,
    buttons: ['Ja, ich komme', 'Nein, leider nicht'],
  },
  {
    name: 'demo_termin_erinnerung',
    language: 'ar',
    header: 'موعدكم',
    body: 'مرحباً {{1}}، نذكّركم بموعدكم يوم {{2}} في الساعة {{3}}. هل يمكنكم الحضور؟',
    footer,
    buttons: ['نعم، سأحضر', 'لا، للأسف'],
  },
  {
    name: 'demo_termin_erinnerung',
    language: 'uk',
    header: 'Ваша зустріч',
    body: 'Добрий день, {{1}}! Нагадуємо про вашу зустріч {{2}} о {{3}}. Чи зможете ви прийти?',
    footer,
    buttons: ['Так, я прийду', 'На жаль, ні'],
  },
  {
    name: 'demo_rueckfrage',
    language: 'de',
    header: null,
    body: 'Guten Tag {{1}}, wir haben eine Rückfrage zu Ihrem Anliegen. Bitte schreiben Sie uns, wenn Sie Zeit haben.',
    footer,
    buttons: [],
  },
  {
    name: 'demo_rueckfrage',
    language: 'ar',
    header: null,
    body: 'مرحباً {{1}}، لدينا سؤال بخصوص طلبكم. يرجى الكتابة إلينا عندما يكون لديكم وقت.',
    footer,
    buttons: [],
  },
  {
    name: 'demo_einladung_fest',
    language: 'de',
    header: null,
    body: 'Kommen Sie zu unserem Sommerfest!',
    footer,
    buttons: [],
    reason: 'INCORRECT_CATEGORY',
  },
];

/** Templates as a provider would list them. No provider knows these accounts, so none is ever asked. */
export async function createDemoTemplates(
  { database }: AppContext,
  organizationId: string,
  channelIds: string[],
): Promise<void> {
  for (const channelId of channelIds) {
    await database.servicePool.query(
      `insert into template_sync (id, organization_id, channel_id, synced_at, due_at)
       values ($1, $2, $3, now(), 'infinity')`,
      [newId(), organizationId, channelId],
    );
    for (const { name, language, reason = null, buttons, ...texts } of samples) {
      const components = { ...texts, buttons: buttons.map((title) => ({ title, url: null })) };
      await database.servicePool.query(
        `insert into template (id, organization_id, channel_id, name, language, state, category, components, reason,
           synced_at) values ($1, $2, $3, $4, $5, $6, 'utility', $7, $8, now())`,
        [
          newId(),
          organizationId,
          channelId,
          name,
          language,
          reason ? 'rejected' : 'approved',
          JSON.stringify(components),
          reason,
        ],
      );
    }
  }
}
