import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../gateway/contract/conversation.ts';
import panel from '../contact/ContactPanel.module.css';
import { useConversationActions } from '../conversation/use-conversation.ts';
import { LabelChip } from './LabelChip.tsx';
import classes from './LabelsSection.module.css';
import { LabelsMenu } from './LabelsMenu.tsx';

/** All labels of the conversation, in the panel beside it. */
export function LabelsSection({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('triage');
  const actions = useConversationActions(conversation);
  return (
    <section>
      <div className={classes.head}>
        <h3 className={panel['heading']}>{t('label.title')}</h3>
        <LabelsMenu conversation={conversation} actions={actions} />
      </div>
      {conversation.labels.length > 0 ? (
        <ul className={classes.chips}>
          {conversation.labels.map((label) => (
            <li key={label.id}>
              <LabelChip
                label={label}
                onRemove={() => actions.label({ add: [], remove: [label.id] })}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
