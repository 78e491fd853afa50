import { outbox } from './conversation/send-pending.ts';
import { forgetLocal } from './writing/local-drafts.ts';
import { forgetFields } from './writing/open-fields.ts';
import { forgetUploads } from './writing/upload-store.ts';

/** Whose texts lie in the memory of this window. */
let authorId: string | null = null;

/** Texts that were not sent yet lie in this browser; whoever signs in next must not find them. */
export function forgetTexts(): void {
  keepTextsOf(null);
}

/** Somebody is signed in: what somebody else has left here goes, also when their session just ended. */
export function keepTextsOf(counselorId: string | null): void {
  if (counselorId === null || (authorId !== null && authorId !== counselorId)) {
    forgetFields();
    forgetUploads();
  }
  authorId = counselorId;
  forgetLocal(counselorId);
  outbox.keepOnly(counselorId);
}
