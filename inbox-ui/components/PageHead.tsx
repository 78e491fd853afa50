import { Title } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { usePageTitle } from './use-page-title.ts';
import classes from './PageHead.module.css';

type Props = {
  title: string;
  /** Of the title, where somebody wrote it. */
  language?: string | undefined;
  lead?: ReactNode;
  action?: ReactNode;
  back?: { to: string; label: string } | null;
};

/** The heading of a page, what it is for, and the way back. */
export function PageHead({ title, language, lead, action, back }: Props) {
  usePageTitle(title);
  return (
    <>
      {back ? (
        <Link to={back.to} className={classes.back}>
          <IconChevronLeft className="mirrored" size={18} stroke={1.75} aria-hidden />
          {back.label}
        </Link>
      ) : null}
      <header className={classes.head}>
        <div className={classes.words}>
          <Title order={1} size="h3">
            <span lang={language} dir="auto">
              {title}
            </span>
          </Title>
          {lead ? <p className={classes.lead}>{lead}</p> : null}
        </div>
        {action}
      </header>
    </>
  );
}
