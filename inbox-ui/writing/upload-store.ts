import type { Attachment } from '../../gateway/contract/message.ts';
import { ApiProblem, upload } from '../api.ts';
import type { FileProblem } from '../conversation/file-limits.ts';

export type Upload = {
  key: string;
  name: string;
  sizeBytes: number;
  isVoice: boolean;
  /** Shows what was chosen; only for pictures and voice notes. */
  previewUrl: string | null;
  progress: number;
  state: 'uploading' | 'ready' | 'refused' | 'failed';
  problem: FileProblem | { code: string } | null;
  attachment: Attachment | null;
};

type Chosen = { file: File; isVoice: boolean; problem: FileProblem | null };

/** The files of one unsent reply or note. Uploading goes on while another conversation is open. */
export function createUploadStore() {
  let uploads: readonly Upload[] = [];
  const running = new Map<string, { abort: AbortController; file: File; isVoice: boolean }>();
  const listeners = new Set<() => void>();
  const changeListeners = new Set<() => void>();

  function set(next: readonly Upload[]) {
    uploads = next;
    for (const listener of listeners) listener();
  }

  function change(key: string, part: Partial<Upload>) {
    set(uploads.map((item) => (item.key === key ? { ...item, ...part } : item)));
  }

  /** Somebody here changed what goes with the text; what another window did is no such change. */
  function sayChanged() {
    for (const listener of changeListeners) listener();
  }

  function start(key: string, file: File, isVoice: boolean) {
    const abort = new AbortController();
    running.set(key, { abort, file, isVoice });
    upload(
      file,
      isVoice ? 'voice' : undefined,
      (progress) => change(key, { progress }),
      abort.signal,
    )
      .then((attachment) => {
        change(key, { state: 'ready', progress: 1, attachment });
        sayChanged();
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        const code = error instanceof ApiProblem ? error.code : 'internal_error';
        change(key, { state: 'failed', problem: { code } });
      });
  }

  return {
    all: () => uploads,
    subscribe: (listener: () => void) => addTo(listeners, listener),
    onChange: (listener: () => void) => addTo(changeListeners, listener),
    readyIds: () => uploads.flatMap(({ attachment }) => attachment?.id ?? []),
    add(chosen: readonly Chosen[]) {
      const added = chosen.map((one) => ({ ...one, item: uploadOf(one) }));
      set([...uploads, ...added.map(({ item }) => item)]);
      for (const { file, isVoice, item } of added) {
        if (!item.problem) start(item.key, file, isVoice);
      }
    },
    remove(key: string) {
      running.get(key)?.abort.abort();
      running.delete(key);
      set(uploads.filter((item) => item.key !== key));
      sayChanged();
    },
    retry(key: string) {
      const known = running.get(key);
      if (!known) return;
      change(key, { state: 'uploading', progress: 0, problem: null });
      start(key, known.file, known.isVoice);
    },
    /** Files of a text that comes back to be changed. */
    putBack(attachments: readonly Attachment[]) {
      const known = new Set(uploads.map(({ attachment }) => attachment?.id));
      const missing = attachments.filter(({ id }) => !known.has(id));
      if (missing.length === 0) return;
      set([...uploads, ...missing.map(uploadFrom)]);
      sayChanged();
    },
    clear() {
      for (const { abort } of running.values()) abort.abort();
      running.clear();
      set([]);
    },
    /** Shows what the draft holds by now; what is still on its way here stays. */
    follow(attachments: readonly Attachment[]) {
      const known = new Map(uploads.map((item) => [item.attachment?.id, item]));
      const wanted = attachments.map((one) => known.get(one.id) ?? uploadFrom(one));
      const unfinished = uploads.filter(({ attachment }) => attachment === null);
      const next = [...wanted, ...unfinished];
      if (next.length !== uploads.length || next.some((item) => !uploads.includes(item))) set(next);
    },
  };
}

export type UploadStore = ReturnType<typeof createUploadStore>;

const stores = new Map<string, UploadStore>();

/** The files of a conversation's unsent reply, or of its unsent note: what goes with a note never goes with a reply. */
export function uploadsOf(conversationId: string, isNote: boolean): UploadStore {
  const key = `${conversationId}${isNote ? ' note' : ''}`;
  const store = stores.get(key) ?? createUploadStore();
  stores.set(key, store);
  return store;
}

/** Whoever signs in next must not find them. */
export function forgetUploads(): void {
  for (const store of stores.values()) store.clear();
  stores.clear();
}

function addTo(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function uploadOf({ file, isVoice, problem }: Chosen): Upload {
  const hasPreview = isVoice || /^image\/(jpeg|png|gif|webp|avif)$/.test(file.type);
  return {
    key: crypto.randomUUID(),
    name: file.name,
    sizeBytes: file.size,
    isVoice,
    previewUrl: hasPreview ? URL.createObjectURL(file) : null,
    progress: 0,
    state: problem ? 'refused' : 'uploading',
    problem,
    attachment: null,
  };
}

function uploadFrom(attachment: Attachment): Upload {
  return {
    key: attachment.id,
    name: attachment.fileName ?? '',
    sizeBytes: attachment.sizeBytes ?? 0,
    isVoice: attachment.kind === 'voice',
    previewUrl: attachment.previewUrl,
    progress: 1,
    state: 'ready',
    problem: null,
    attachment,
  };
}
