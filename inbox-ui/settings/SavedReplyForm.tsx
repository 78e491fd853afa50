import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { topicKeys, type TopicKey } from '../../gateway/contract/conversation.ts';
import type { SavedReply } from '../../gateway/contract/saved-reply.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useSession } from '../session.tsx';
import { DeleteSavedReply } from './DeleteSavedReply.tsx';
import classes from './SavedReplies.module.css';
import { errorsOf, keyFrom, valuesOf, type SavedReplyValues } from './saved-reply-values.ts';
import { SavedReplyTexts } from './SavedReplyTexts.tsx';
import { useSaveReply } from './use-save-reply.ts';

/** Key, title and who uses it; a text per language; what everybody uses only administrators change. */
export function SavedReplyForm({ reply }: { reply: SavedReply | null }) {
  const { t } = useTranslation(['writing', 'inbox', 'common']);
  const { can } = useSession();
  const mayManage = can('saved_reply.manage');
  const isLocked = reply?.isShared === true && !mayManage;
  const [values, setValues] = useState(() => valuesOf(reply, mayManage));
  const [isChecked, setChecked] = useState(false);
  const saving = useSaveReply(reply);
  const errors = isChecked ? [...errorsOf(values), ...saving.errors] : [];
  const errorOf = (field: 'key' | 'title') => {
    const found = errors.find((error) => error.field === field);
    return found ? t(`saved.${found.code}`) : null;
  };

  function change(part: Partial<SavedReplyValues>) {
    saving.forget();
    setValues((now) => ({ ...now, ...part }));
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    setChecked(true);
    if (errorsOf(values).length === 0) saving.save(values);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {isLocked ? <p>{t('saved.mayNotEdit')}</p> : null}
        {saving.problem ? <ErrorNote error={saving.problem} /> : null}
        <div className={classes.pair}>
          <TextInput
            label={t('saved.title')}
            value={values.title}
            error={errorOf('title')}
            maxLength={120}
            dir="auto"
            autoComplete="off"
            readOnly={isLocked}
            onChange={({ currentTarget: { value: title } }) => {
              const isOwnKey = reply !== null || values.key !== keyFrom(values.title);
              change(isOwnKey ? { title } : { title, key: keyFrom(title) });
            }}
          />
          <TextInput
            label={t('saved.key')}
            description={t('saved.keyHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={values.key}
            error={errorOf('key')}
            maxLength={32}
            dir="ltr"
            leftSection="/"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            readOnly={isLocked}
            onChange={({ currentTarget: { value } }) => change({ key: value.toLowerCase() })}
          />
          <NativeSelect
            label={t('saved.topic')}
            value={values.topic ?? ''}
            disabled={isLocked}
            data={[
              { value: '', label: t('saved.noTopic') },
              ...topicKeys.map((topic) => ({ value: topic, label: t(`inbox:topic.${topic}`) })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              change({ topic: value === '' ? null : (value as TopicKey) })
            }
          />
          {mayManage ? (
            <NativeSelect
              label={t('saved.who')}
              value={values.isShared ? 'shared' : 'private'}
              data={[
                { value: 'shared', label: t('saved.shared') },
                { value: 'private', label: t('saved.private') },
              ]}
              onChange={({ currentTarget: { value } }) => change({ isShared: value === 'shared' })}
            />
          ) : null}
        </div>
        <SavedReplyTexts
          texts={values.texts}
          errors={errors}
          isLocked={isLocked}
          onChange={(texts) => change({ texts })}
        />
        {isLocked ? null : (
          <div className={classes.end}>
            <Button type="submit" size="md" loading={saving.isPending}>
              {t('common:action.save')}
            </Button>
            {reply ? <DeleteSavedReply reply={reply} /> : null}
          </div>
        )}
      </Stack>
    </form>
  );
}
