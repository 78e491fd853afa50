import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createToken, deleteToken } from '../../gateway/contract/account.ts';
import { call } from '../api.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { QueryView } from '../components/QueryView.tsx';
import { RelativeTime } from '../components/RelativeTime.tsx';
import { keys } from '../query-client.ts';
import classes from './List.module.css';
import { NameForm } from './NameForm.tsx';
import { NewTokenNote } from './NewTokenNote.tsx';
import { SectionHead } from './SectionHead.tsx';
import { useTokens } from './use-settings.ts';

export function TokensPage() {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const tokens = useTokens();
  const [secret, setSecret] = useState<string | null>(null);
  const [revoked, setRevoked] = useState<{ id: string; name: string } | null>(null);
  const reload = () => client.invalidateQueries({ queryKey: keys.tokens });
  const revoke = useMutation({
    mutationFn: (id: string) => call(deleteToken, { params: { id } }),
    onSuccess: async () => {
      setRevoked(null);
      await reload();
    },
  });
  return (
    <>
      <SectionHead title={t('section.tokens')} lead={t('token.lead')} />
      <NameForm
        label={t('token.name')}
        placeholder={t('token.example')}
        submitLabel={t('token.add')}
        submit={(name) => call(createToken, { body: { name } })}
        onDone={({ token }) => {
          setSecret(token);
          return reload();
        }}
      />
      {secret ? <NewTokenNote token={secret} onClose={() => setSecret(null)} /> : null}
      <QueryView query={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconKey size={32} stroke={1.25} aria-hidden />}>
              {t('token.none')}
            </EmptyState>
          ) : (
            <ul className={classes.list}>
              {items.map((token) => (
                <li key={token.id} className={classes.item}>
                  <IconKey className={classes.icon} size={24} stroke={1.5} aria-hidden />
                  <span className={classes.main}>
                    <span className={classes.name}>
                      <bdi>{token.name}</bdi>
                    </span>
                    <span className={classes.sub}>
                      {token.lastUsedAt ? (
                        <>
                          {t('token.lastUsed')} <RelativeTime at={token.lastUsedAt} isAgo />
                        </>
                      ) : (
                        t('token.neverUsed')
                      )}
                    </span>
                  </span>
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={t('token.revokeOne', { name: token.name })}
                    onClick={() => setRevoked(token)}
                  >
                    {t('token.revoke')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <ConfirmDialog
        isOpen={revoked !== null}
        title={t('token.revokeOne', { name: revoked?.name ?? '' })}
        confirmLabel={t('token.revoke')}
        isBusy={revoke.isPending}
        error={revoke.error}
        onCancel={() => setRevoked(null)}
        onConfirm={() => revoked && revoke.mutate(revoked.id)}
      >
        {t('token.revokeText')}
      </ConfirmDialog>
    </>
  );
}
