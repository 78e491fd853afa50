import { Anchor, Button, FileButton, Group, Stack } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { importOffices } from '../../gateway/contract/office-import.ts';
import { call } from '../api.ts';
import { NotFound } from '../components/NotFound.tsx';
import { useSession } from '../session.tsx';
import { ErrorNote } from '../components/ErrorNote.tsx';
import { keys } from '../query-client.ts';
import { SectionHead } from '../settings/SectionHead.tsx';
import { ImportReportView } from './ImportReportView.tsx';
import classes from './Offices.module.css';

type Order = { file: File; mode: 'preview' | 'all' | 'good' };

/** Choose a file, see what it would do, then do it. */
export function ImportPage() {
  const { t } = useTranslation(['offices', 'settings']);
  const { can } = useSession();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const { mutate, data, variables, isPending, error } = useMutation({
    mutationFn: ({ file: chosen, mode }: Order) =>
      call(importOffices, { query: { mode }, file: chosen }),
    onSuccess: ({ isImported }) =>
      isImported ? client.invalidateQueries({ queryKey: keys.offices }) : undefined,
  });
  // Without it the same file, mended meanwhile, could not be chosen again.
  const forget = useRef<() => void>(null);
  const choose = (chosen: File | null) => {
    if (!chosen) return;
    forget.current?.();
    setFile(chosen);
    mutate({ file: chosen, mode: 'preview' });
  };
  if (!can('office.manage')) return <NotFound />;
  const report = isPending && variables?.mode === 'preview' ? undefined : data;
  const due = report ? report.counts.added + report.counts.changed : 0;
  const isDone = report?.isImported === true;
  return (
    <>
      <SectionHead
        title={t('import.title')}
        lead={t('import.lead')}
        back={{ to: '/settings/offices', label: t('settings:section.offices') }}
      />
      <Stack gap="md">
        <Group gap="md">
          <FileButton resetRef={forget} accept=".csv,.txt,text/csv,text/plain" onChange={choose}>
            {(props) => (
              <Button
                {...props}
                variant={report && !isDone ? 'default' : 'filled'}
                loading={isPending && variables?.mode === 'preview'}
                leftSection={<IconUpload size={18} stroke={1.75} aria-hidden />}
              >
                {t(file ? 'import.chooseOther' : 'import.choose')}
              </Button>
            )}
          </FileButton>
          <Anchor href="/offices-template.csv" download className={classes.template ?? ''}>
            <IconDownload size={18} stroke={1.75} aria-hidden /> {t('import.template')}
          </Anchor>
        </Group>
        {error ? <ErrorNote error={error} /> : null}
        {file && report ? (
          <p className={classes.file}>
            <bdi>{file.name}</bdi>
          </p>
        ) : null}
        {report ? (
          <ImportReportView report={report}>
            {file && !isDone && due > 0 ? (
              <div>
                <Button
                  size="md"
                  loading={isPending}
                  onClick={() => mutate({ file, mode: report.counts.refused > 0 ? 'good' : 'all' })}
                >
                  {t(report.counts.refused > 0 ? 'import.applyGood' : 'import.apply', {
                    number: due,
                  })}
                </Button>
              </div>
            ) : null}
            {isDone ? (
              <div>
                <Button component={Link} to="/settings/offices" size="md" variant="default">
                  {t('import.toList')}
                </Button>
              </div>
            ) : null}
          </ImportReportView>
        ) : null}
      </Stack>
    </>
  );
}
