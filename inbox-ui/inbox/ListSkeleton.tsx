import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './ConversationList.module.css';

export function ListSkeleton({ count = 8 }: { count?: number }) {
  const { t } = useTranslation('inbox');
  return (
    <div role="status" aria-label={t('list.loading')}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={classes.skeleton} aria-hidden>
          <Skeleton circle h={40} />
          <div style={{ flex: 1 }}>
            <Skeleton h={12} w="55%" mb={8} />
            <Skeleton h={10} w="85%" />
          </div>
        </div>
      ))}
    </div>
  );
}
