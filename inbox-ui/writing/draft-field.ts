/** What the server knows of a draft; `updatedAt` is null when there is none. */
export type RemoteDraft = { text: string; updatedAt: string | null };

type Options = {
  /** What this browser kept because the server didn't take it. */
  kept: string | null;
  save: (text: string) => Promise<RemoteDraft>;
  /** Keeps a text in this browser until the server has taken it; null forgets it. */
  keep: (text: string | null) => void;
  onText: (text: string) => void;
};

const saveAfterMs = 700;
const retryAfterMs = 5000;
/** So long after the last key press somebody still counts as typing. */
const quietMs = 3000;

/**
 * One text that is being written, here or in another window of the same person. What is typed here wins; where nobody
 * types, the newer text is shown. Saves go one after the other, so that an old one never arrives last.
 */
export function createDraftField({ kept, save, keep, onText }: Options) {
  let text = kept ?? '';
  let isDirty = kept !== null;
  let isSaving = false;
  let isEnded = false;
  /** Something beside the text changed while it was being saved. */
  let isTouched = false;
  let typedAt = Number.NEGATIVE_INFINITY;
  let waiting: RemoteDraft | null = null;
  let saveTimer: ReturnType<typeof setTimeout> | undefined;
  let quietTimer: ReturnType<typeof setTimeout> | undefined;

  function saveIn(delayMs: number) {
    clearTimeout(saveTimer);
    saveTimer = setTimeout(() => void flush(), delayMs);
  }

  async function flush(): Promise<void> {
    clearTimeout(saveTimer);
    if (!isDirty || isSaving || isEnded) return;
    const saved = text;
    isSaving = true;
    isTouched = false;
    try {
      await save(saved);
      isSaving = false;
      if (isEnded) return;
      if (text !== saved || isTouched) {
        await flush();
        return;
      }
      isDirty = false;
      keep(null);
    } catch {
      isSaving = false;
      if (isEnded) return;
      keep(text);
      saveIn(retryAfterMs);
    }
  }

  function take(remote: RemoteDraft) {
    clearTimeout(quietTimer);
    if (isDirty || remote.text === text) return;
    const quietInMs = typedAt + quietMs - Date.now();
    if (quietInMs > 0) {
      waiting = remote;
      quietTimer = setTimeout(() => waiting && take(waiting), quietInMs);
      return;
    }
    waiting = null;
    text = remote.text;
    onText(text);
  }

  function write(next: string) {
    if (next === text) return;
    text = next;
    isDirty = true;
    waiting = null;
    typedAt = Date.now();
    onText(text);
    if (!navigator.onLine) keep(text);
  }

  if (isDirty) saveIn(0);
  return {
    text: () => text,
    /** What is typed, saved soon. */
    type(next: string) {
      write(next);
      saveIn(saveAfterMs);
    },
    /** The text was sent: the draft goes at once, and what another window wrote meanwhile may come. */
    clear() {
      write('');
      isDirty = true;
      isTouched = true;
      typedAt = Number.NEGATIVE_INFINITY;
      void flush();
    },
    /** Something that is saved with the text has changed. */
    touch() {
      isDirty = true;
      isTouched = true;
      saveIn(0);
    },
    isBusy: () => isDirty,
    take,
    flush,
    /** Nobody sees it any more; what is not saved yet goes on being saved. */
    stop() {
      clearTimeout(quietTimer);
      void flush();
    },
    /** Saves and keeps nothing from now on: another field, or nobody, has the text. */
    end() {
      isEnded = true;
      clearTimeout(quietTimer);
      clearTimeout(saveTimer);
    },
  };
}

export type DraftField = ReturnType<typeof createDraftField>;
