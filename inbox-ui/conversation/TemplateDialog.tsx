import { Modal } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { useIsPhone } from '../components/use-is-phone.ts';
import type { TemplateChoice } from './outbox.ts';
import { groupTemplates, titleOf, type TemplateGroup } from './template-choice.ts';
import { TemplateForm } from './TemplateForm.tsx';
import { TemplateList } from './TemplateList.tsx';
import { useTemplates } from './use-templates.ts';

type Props = {
  conversation: Conversation;
  /** What was tried before and comes back to be changed. */
  earlier: TemplateChoice | null;
  onClose: () => void;
  onSend: (template: TemplateChoice, text: string) => void;
};

/** Chooses an approved template, fills it and sends it. */
export function TemplateDialog({ conversation, earlier, onClose, onSend }: Props) {
  const { t, i18n } = useTranslation(['conversation', 'common']);
  const isPhone = useIsPhone();
  const templates = useTemplates(conversation.channel.id);
  const [chosenName, setChosenName] = useState(earlier?.name ?? null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={<bdi>{chosenName ? titleOf(chosenName) : t('template.title')}</bdi>}
      size={760}
      fullScreen={isPhone}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <QueryView query={templates}>
        {({ items }) => {
          const { language } = conversation.contact;
          const groups = groupTemplates(items, language, i18n.language);
          const chosen = groups.find(({ name }) => name === chosenName);
          if (!chosen) return <Choices groups={groups} onChoose={setChosenName} />;
          return (
            <TemplateForm
              key={chosen.name}
              group={chosen}
              earlier={earlier?.name === chosen.name ? earlier : null}
              onBack={() => setChosenName(null)}
              onSend={onSend}
            />
          );
        }}
      </QueryView>
    </Modal>
  );
}

type ChoicesProps = { groups: TemplateGroup[]; onChoose: (name: string) => void };

function Choices({ groups, onChoose }: ChoicesProps) {
  const { t } = useTranslation('conversation');
  if (groups.length === 0) {
    return (
      <EmptyState icon={<IconTemplate size={32} stroke={1.25} aria-hidden />}>
        {t('template.none')}
      </EmptyState>
    );
  }
  return <TemplateList groups={groups} onChoose={({ name }) => onChoose(name)} />;
}
