import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChannelCapabilities } from '../../gateway/contract/channel.ts';
import type { Attachment } from '../../gateway/contract/message.ts';
import { ApiProblem, upload } from '../api.ts';
import { checkFile, type FileProblem } from './file-limits.ts';

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

const mostFiles = 10;
const tooMany: FileProblem = { code: 'too_many', max: mostFiles };

/** Files that go with the next message: checked against the channel first, then uploaded at once. */
export function useUploads(capabilities: ChannelCapabilities | undefined) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const running = useRef(
    new Map<string, { abort: AbortController; file: File; isVoice: boolean }>(),
  );

  const count = useRef(0);
  useEffect(() => {
    count.current = uploads.length;
  }, [uploads]);

  const change = useCallback((key: string, part: Partial<Upload>) => {
    setUploads((now) => now.map((item) => (item.key === key ? { ...item, ...part } : item)));
  }, []);

  const start = useCallback(
    (key: string, file: File, isVoice: boolean) => {
      const abort = new AbortController();
      running.current.set(key, { abort, file, isVoice });
      upload(
        file,
        isVoice ? 'voice' : undefined,
        (progress) => change(key, { progress }),
        abort.signal,
      )
        .then((attachment) => change(key, { state: 'ready', progress: 1, attachment }))
        .catch((error: unknown) => {
          if (abort.signal.aborted) return;
          change(key, {
            state: 'failed',
            problem: { code: error instanceof ApiProblem ? error.code : 'internal_error' },
          });
        });
    },
    [change],
  );

  const add = useCallback(
    (files: readonly File[], isVoice = false) => {
      const added = files.map((file, index) => {
        const isTooMany = count.current + index >= mostFiles;
        const problem = isTooMany ? tooMany : isVoice ? null : checkFile(file, capabilities);
        return { file, item: uploadOf(file, isVoice, problem) };
      });
      setUploads((now) => [...now, ...added.map(({ item }) => item)]);
      for (const { file, item } of added) if (!item.problem) start(item.key, file, isVoice);
    },
    [capabilities, start],
  );

  const remove = useCallback((key: string) => {
    running.current.get(key)?.abort.abort();
    running.current.delete(key);
    setUploads((now) => now.filter((item) => item.key !== key));
  }, []);

  const retry = useCallback(
    (key: string) => {
      const known = running.current.get(key);
      if (!known) return;
      change(key, { state: 'uploading', progress: 0, problem: null });
      start(key, known.file, known.isVoice);
    },
    [change, start],
  );

  const clear = useCallback(() => {
    running.current.clear();
    setUploads([]);
  }, []);

  useEffect(() => {
    const uploading = running.current;
    return () => {
      for (const { abort } of uploading.values()) abort.abort();
    };
  }, []);

  return { uploads, add, remove, retry, clear };
}

function uploadOf(file: File, isVoice: boolean, problem: FileProblem | null): Upload {
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
