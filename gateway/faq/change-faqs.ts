import type { EntityManager } from '@mikro-orm/postgresql';
import type * as z from 'zod';
import {
  sourceLanguage,
  type createFaq as createEndpoint,
  type updateFaq as updateEndpoint,
} from '../contract/faq.ts';
import { AppError, invalid, notFound } from '../errors.ts';
import { flushUnique } from '../flush-unique.ts';
import { newId } from '../ids.ts';
import { Counselor } from '../model/counselor.ts';
import { FaqEntry } from '../model/faq-entry.ts';
import { FaqTranslation } from '../model/faq-translation.ts';
import { query } from '../unit-of-work.ts';
import { keepVersions } from './keep-versions.ts';
import { requireSmsLength } from './sms-length.ts';

type NewFaq = z.output<(typeof createEndpoint)['body']>;
type Changes = z.output<(typeof updateEndpoint)['body']>;
type Texts = NewFaq['translations'][number];

/**
 * Writes an answer with its first texts, all of them drafts.
 * @throws AppError `conflict` for a key that is taken; `validation_failed` for an SMS text of more than two parts.
 */
export async function createFaq(
  em: EntityManager,
  organizationId: string,
  counselorId: string,
  { translations, ...fields }: NewFaq,
): Promise<string> {
  requireSmsLength(translations);
  const now = new Date();
  const entry = em.create(FaqEntry, {
    ...fields,
    id: newId(),
    organizationId,
    version: 1,
    ownerId: null,
    archivedAt: null,
    createdAt: now,
    updatedAt: now,
  });
  for (const texts of translations) writeDraft(em, entry, texts);
  await flushUnique(
    em,
    'faq_entry_organization_id_key_key',
    'There is an answer with this key already.',
  );
  await keepVersions(em, organizationId, { entryId: entry.id, counselorId });
  return entry.id;
}

/**
 * Changes what is given and leaves the rest; then approves.
 * @throws AppError `not_found`; `conflict` when it is not at `expectedVersion` or `expectedUpdatedAt` any more; `validation_failed` for an SMS
 * text of more than two parts and for approving a language without a text.
 */
export async function updateFaq(
  em: EntityManager,
  id: string,
  counselorId: string,
  changes: Changes,
): Promise<void> {
  await query(em, 'select from faq_entry where id = $1 for update', [id]);
  const entry = await em.findOne(FaqEntry, id);
  if (!entry) throw notFound('answer');
  if (changes.expectedVersion !== undefined && changes.expectedVersion !== entry.version) {
    throw new AppError(
      'conflict',
      'The German text has been changed meanwhile. Nothing was saved; read the new text first.',
    );
  }
  const read = changes.expectedUpdatedAt;
  if (read !== undefined && Date.parse(read) !== entry.updatedAt.getTime()) {
    throw new AppError('conflict', 'The answer has been changed meanwhile. Nothing was saved.');
  }
  const {
    isArchived,
    translations = [],
    approve = [],
    expectedVersion: _,
    expectedUpdatedAt: __,
    ...fields
  } = changes;
  requireSmsLength(translations);
  if (fields.ownerId && !(await em.findOne(Counselor, fields.ownerId))) {
    throw invalid('body.ownerId', 'There is no such colleague.');
  }
  Object.assign(entry, fields);
  if (isArchived !== undefined) {
    entry.archivedAt = isArchived ? (entry.archivedAt ?? new Date()) : null;
  }
  const known = new Map(
    (await em.find(FaqTranslation, { entryId: id })).map((one) => [one.language, one]),
  );
  changeTexts(em, entry, known, translations);
  approveTexts(entry, known, approve, counselorId);
  entry.updatedAt = new Date();
  await em.flush();
  await keepVersions(em, entry.organizationId, { entryId: id, counselorId });
}

/** The German text comes first: what follows it in the same change is based on its new version. */
function changeTexts(
  em: EntityManager,
  entry: FaqEntry,
  known: Map<string, FaqTranslation>,
  translations: Texts[],
): void {
  const changed = translations.filter((texts) => !isSame(known.get(texts.language), texts));
  if (changed.some(({ language }) => language === sourceLanguage)) {
    entry.version += 1;
    for (const one of known.values()) if (one.state === 'approved') one.state = 'outdated';
  }
  for (const texts of changed) {
    const old = known.get(texts.language);
    if (!old) {
      known.set(texts.language, writeDraft(em, entry, texts));
      continue;
    }
    Object.assign(old, texts, {
      state: 'draft',
      basedOnVersion: entry.version,
      approvedById: null,
      approvedAt: null,
      updatedAt: new Date(),
    });
  }
}

function approveTexts(
  entry: FaqEntry,
  known: Map<string, FaqTranslation>,
  approve: string[],
  counselorId: string,
): void {
  for (const [index, language] of approve.entries()) {
    const translation = known.get(language);
    if (!translation) {
      throw invalid(`body.approve.${index}`, `There is no text in the language "${language}" yet.`);
    }
    translation.state = 'approved';
    translation.basedOnVersion = entry.version;
    translation.approvedById = counselorId;
    translation.approvedAt = new Date();
  }
}

function writeDraft(em: EntityManager, entry: FaqEntry, texts: Texts): FaqTranslation {
  return em.create(FaqTranslation, {
    ...texts,
    entryId: entry.id,
    organizationId: entry.organizationId,
    state: 'draft',
    basedOnVersion: entry.version,
    approvedById: null,
    approvedAt: null,
    updatedAt: new Date(),
  });
}

function isSame(old: FaqTranslation | undefined, texts: Texts): boolean {
  return (
    old !== undefined &&
    (['question', 'short', 'long', 'sms'] as const).every((field) => old[field] === texts[field])
  );
}
