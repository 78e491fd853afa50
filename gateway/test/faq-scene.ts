import { noteUnanswered } from '../faq/note-unanswered.ts';
import type { OpenQuestion } from '../contract/faq-editing.ts';
import type { TopicKey } from '../contract/conversation.ts';
import { inOrganization } from '../unit-of-work.ts';
import type { Page } from './phone.ts';
import type { TestApp } from './test-app.ts';

/** A question that no answer fitted, as the assistant notes it; answers its id. */
export async function noteQuestion(
  app: TestApp,
  text: string,
  { language = 'de', topic = null }: { language?: string; topic?: TopicKey | null } = {},
): Promise<string> {
  const { api, context } = app;
  const { organization } = await api.ok<{ organization: { id: string } }>('GET', '/api/me');
  const keys = await context.keyring.of(organization.id);
  await inOrganization(context.database.orm, organization.id, (em) =>
    noteUnanswered(em, keys, { organizationId: organization.id, text, language, topic }),
  );
  const { items } = await api.ok<Page<OpenQuestion>>('GET', '/api/faq-questions');
  const newest = items.toSorted((a, b) => b.lastAskedAt.localeCompare(a.lastAskedAt))[0];
  if (!newest) throw new Error('The question was not noted');
  return newest.id;
}
