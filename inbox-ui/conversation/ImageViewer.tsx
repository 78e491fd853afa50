import { useTranslation } from 'react-i18next';
import Lightbox from 'yet-another-react-lightbox';
import Zoom from 'yet-another-react-lightbox/plugins/zoom';
import 'yet-another-react-lightbox/styles.css';
import type { Attachment } from '../../gateway/contract/message.ts';

type Props = { images: Attachment[]; openedId: string; onClose: () => void };

const drawable = /^image\/(jpeg|png|gif|webp|avif)$/;

/** The original where a browser draws it, of a TIFF the preview. */
function srcOf({ mimeType, url, previewUrl }: Attachment): string {
  return (drawable.test(mimeType ?? '') ? url : previewUrl) ?? '';
}

/** Pictures of the conversation, large: people photograph letters, and a stamp must be legible. */
export function ImageViewer({ images, openedId, onClose }: Props) {
  const { t } = useTranslation('conversation');
  return (
    <Lightbox
      open
      close={onClose}
      index={Math.max(
        0,
        images.findIndex(({ id }) => id === openedId),
      )}
      slides={images.map((image) => ({ src: srcOf(image), alt: image.fileName ?? '' }))}
      plugins={[Zoom]}
      zoom={{ maxZoomPixelRatio: 5, scrollToZoom: true, doubleClickMaxStops: 3 }}
      carousel={{ finite: true, padding: '16px' }}
      controller={{ closeOnBackdropClick: true }}
      animation={{ fade: 120, swipe: 150, zoom: 150 }}
      labels={{
        Previous: t('viewer.previous'),
        Next: t('viewer.next'),
        Close: t('viewer.close'),
        'Zoom in': t('viewer.zoomIn'),
        'Zoom out': t('viewer.zoomOut'),
        Lightbox: t('viewer.label'),
      }}
    />
  );
}
