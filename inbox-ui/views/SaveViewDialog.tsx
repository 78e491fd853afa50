import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  createView,
  updateView,
  type View,
  type ViewFilters,
} from '../../gateway/contract/view.ts';
import { call } from '../api.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { useApiForm } from '../components/use-api-form.ts';
import { pathOfView } from '../inbox/views.ts';
import { useSession } from '../session.tsx';
import { FormDialog } from '../settings/FormDialog.tsx';
import { useRefreshViews } from './use-views.ts';

type Props = { query: ViewFilters; view?: View; onClose: () => void };

/** Names the filters; with `view`, gives it another name. A new view is opened. */
export function SaveViewDialog({ query, view, onClose }: Props) {
  const { t } = useTranslation(['views', 'common']);
  const { can } = useSession();
  const navigate = useNavigate();
  const refresh = useRefreshViews();
  const { form, problem, isSending, onSubmit } = useApiForm({
    initialValues: { name: view?.name ?? '', isShared: false },
    validate: ({ name }) => ({ name: name.trim() === '' ? t('nameMissing') : null }),
    submit: ({ name, isShared }) =>
      view
        ? call(updateView, { params: { id: view.id }, body: { name } })
        : call(createView, { body: { name, filters: query, isShared } }),
    onDone: async (saved) => {
      await refresh();
      onClose();
      if (!view) await navigate(pathOfView(saved));
    },
  });
  return (
    <FormDialog title={t(view ? 'rename' : 'saveAs')} isOpen onClose={onClose}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {problem ? <ErrorNote error={problem} /> : null}
          <TextInput
            label={t('name')}
            maxLength={60}
            dir="auto"
            data-autofocus
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
          {view || !can('view.share') ? null : (
            <Checkbox
              label={t('shareNew')}
              key={form.key('isShared')}
              {...form.getInputProps('isShared', { type: 'checkbox' })}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={isSending}>
              {t('common:action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </FormDialog>
  );
}
