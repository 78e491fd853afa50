import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ChannelCapabilities } from '../../gateway/contract/channel.ts';
import { checkFile, type FileProblem } from '../conversation/file-limits.ts';
import { uploadsOf } from './upload-store.ts';

const mostFiles = 10;
const tooMany: FileProblem = { code: 'too_many', max: mostFiles };

/** Files that go with the next message: checked against the channel first, then uploaded at once. */
export function useUploads(
  conversationId: string,
  isNote: boolean,
  capabilities: ChannelCapabilities | undefined,
) {
  const store = uploadsOf(conversationId, isNote);
  const uploads = useSyncExternalStore(store.subscribe, store.all);
  const limits = isNote ? undefined : capabilities;
  const add = useCallback(
    (files: readonly File[], isVoice = false) => {
      const { length } = store.all();
      store.add(
        files.map((file, index) => {
          const isTooMany = length + index >= mostFiles;
          const problem = isTooMany ? tooMany : isVoice ? null : checkFile(file, limits);
          return { file, isVoice, problem };
        }),
      );
    },
    [store, limits],
  );
  return useMemo(
    () => ({ uploads, add, remove: store.remove, retry: store.retry, clear: store.clear }),
    [uploads, add, store],
  );
}
