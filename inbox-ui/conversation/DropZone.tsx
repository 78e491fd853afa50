import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ConversationPane.module.css';

type Props = { isEnabled: boolean; onFiles: (files: File[]) => void; children: ReactNode };

/** Files dropped anywhere on the conversation are attached. */
export function DropZone({ isEnabled, onFiles, children }: Props) {
  const { t } = useTranslation('conversation');
  const [isOver, setOver] = useState(false);

  function carriesFiles(event: DragEvent): boolean {
    return isEnabled && event.dataTransfer.types.includes('Files');
  }

  return (
    <div
      className={classes.drop}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!carriesFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver ? <div className={classes.dropHint}>{t('composer.drop')}</div> : null}
    </div>
  );
}
