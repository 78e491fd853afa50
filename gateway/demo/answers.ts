import type { AppContext } from '../context.ts';
import { sourceLanguage } from '../contract/faq.ts';
import { addStarter } from '../faq/add-starter.ts';
import { updateFaq } from '../faq/change-faqs.ts';
import { noteUnanswered } from '../faq/note-unanswered.ts';
import { FaqEntry } from '../model/faq-entry.ts';
import { FaqTranslation } from '../model/faq-translation.ts';
import { inOrganization } from '../unit-of-work.ts';
import type { DemoOrganization } from './organization.ts';

/** Texts that nobody has read yet. */
const drafts: Record<string, string[]> = {
  'minimum-wage': ['tr', 'fa'],
  'course-cost': ['fa'],
  'interpreter-doctor': ['uk'],
};
/** Of this one the German text is newer than what was translated. */
const changed = 'learn-online';

const questions = [
  { language: 'ar', topic: 'housing', text: 'هل يمكن للمالك أن يمنعني من استقبال ضيوف؟' },
  { language: 'uk', topic: 'health', text: 'Де отримати довідку про щеплення для школи?' },
  { language: 'ru', topic: 'work', text: 'Как открыть парикмахерскую с дипломом из Казахстана?' },
  { language: 'tr', topic: 'family', text: 'Çocuğum için okulda ücretsiz öğle yemeği var mı?' },
  {
    language: 'en',
    topic: 'german',
    text: 'Is there a German course with childcare in the evening?',
  },
] as const;

/** Approves the answers that ship with the product but for a few, so that the assistant answers and editors see work. */
export async function createDemoAnswers(
  { database, keyring }: AppContext,
  { id: organizationId, counselorIds }: DemoOrganization,
): Promise<void> {
  const keys = await keyring.of(organizationId);
  await inOrganization(database.orm, organizationId, async (em) => {
    await addStarter(em, organizationId, 'draft');
    const texts = await em.find(FaqTranslation, {});
    for (const { id, key } of await em.find(FaqEntry, {})) {
      const own = texts.filter(({ entryId }) => entryId === id);
      const approve = own
        .map(({ language }) => language)
        .filter((language) => !drafts[key]?.includes(language));
      await updateFaq(em, id, counselorIds.lena, { approve });
      const german = own.find(({ language }) => language === sourceLanguage);
      if (key !== changed || !german) continue;
      const { language, question, short, long, sms } = german;
      const longer = `${long} Fragen Sie auch in Ihrer Bücherei.`;
      await updateFaq(em, id, counselorIds.lena, {
        translations: [{ language, question, short, long: longer, sms }],
        approve: [sourceLanguage],
      });
    }
    for (const question of questions)
      await noteUnanswered(em, keys, { organizationId, ...question });
  });
}
