import { createDraftField, type DraftField } from './draft-field.ts';
import { keepLocal, readLocal, type DraftPlace } from './local-drafts.ts';
import { uploadsOf } from './upload-store.ts';

type Options = Pick<Parameters<typeof createDraftField>[0], 'save' | 'onText'>;

const opened = new Map<string, { field: DraftField; stopHearing: () => void }>();

/**
 * Opens the field of a draft. One that was left before all was saved hands its text over and saves no more: an old text
 * never arrives after a newer one. After it was left it still saves files whose upload ends then.
 */
export function openField(place: DraftPlace, options: Options): DraftField {
  const key = JSON.stringify(place);
  const earlier = opened.get(key);
  earlier?.stopHearing();
  earlier?.field.end();
  const field = createDraftField({
    ...options,
    kept: earlier?.field.isBusy() ? earlier.field.text() : readLocal(place),
    keep: (text) => keepLocal(place, text),
  });
  const stopHearing = uploadsOf(place.conversationId, place.isNote).onChange(field.touch);
  opened.set(key, { field, stopHearing });
  return field;
}

/** Whoever signs in next must neither find nor save them. */
export function forgetFields(): void {
  for (const { field, stopHearing } of opened.values()) {
    stopHearing();
    field.end();
  }
  opened.clear();
}
