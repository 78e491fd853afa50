import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { NotFound } from '../components/NotFound.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useSavedReplies } from '../writing/use-saved-replies.ts';
import { SavedReplyForm } from './SavedReplyForm.tsx';
import { SectionHead } from './SectionHead.tsx';

/** Writes a new reply or changes one. */
export function SavedReplyPage() {
  const { t } = useTranslation(['writing', 'settings']);
  const { savedReplyId } = useParams();
  const replies = useSavedReplies();
  const isNew = savedReplyId === 'new';
  return (
    <QueryView query={replies}>
      {({ items }) => {
        const reply = items.find(({ id }) => id === savedReplyId) ?? null;
        if (!reply && !isNew) return <NotFound />;
        return (
          <>
            <SectionHead
              title={t(isNew ? 'saved.new' : 'saved.edit')}
              back={{ to: '/settings/saved-replies', label: t('settings:section.saved-replies') }}
            />
            <SavedReplyForm key={savedReplyId} reply={reply} />
          </>
        );
      }}
    </QueryView>
  );
}
