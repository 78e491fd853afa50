import { lazy, Suspense } from 'react';
import type { Message } from '../../gateway/contract/message.ts';
import { isPicture } from './Attachments.tsx';

const ImageViewer = lazy(async () => ({
  default: (await import('./ImageViewer.tsx')).ImageViewer,
}));

type Props = { messages: readonly Message[]; openedId: string | null; onClose: () => void };

/** The viewer is loaded with the first picture that is opened. */
export function ThreadImages({ messages, openedId, onClose }: Props) {
  if (!openedId) return null;
  return (
    <Suspense fallback={null}>
      <ImageViewer
        images={messages.flatMap(({ attachments }) => attachments.filter(isPicture))}
        openedId={openedId}
        onClose={onClose}
      />
    </Suspense>
  );
}
