import {
  IconBriefcase,
  IconHeartbeat,
  IconHome,
  IconId,
  IconLanguage,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TopicKey } from '../../gateway/contract/conversation.ts';

const icons = {
  work: IconBriefcase,
  family: IconUsersGroup,
  residence: IconId,
  german: IconLanguage,
  housing: IconHome,
  health: IconHeartbeat,
};

type Props = { topic: TopicKey; size?: number; isDecorative?: boolean };

export function TopicIcon({ topic, size = 16, isDecorative }: Props) {
  const { t } = useTranslation('inbox');
  const Icon = icons[topic];
  if (isDecorative) return <Icon size={size} stroke={1.75} aria-hidden />;
  return (
    <Icon
      size={size}
      stroke={1.75}
      role="img"
      aria-label={t(`topic.${topic}`)}
      title={t(`topic.${topic}`)}
    />
  );
}
