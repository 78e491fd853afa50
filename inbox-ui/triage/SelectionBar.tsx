import { ActionIcon, Button, Checkbox, CloseButton, Menu, Popover } from '@mantine/core';
import {
  IconCategory,
  IconCheck,
  IconClockPause,
  IconMailOpened,
  IconTag,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react';
import { useState, type ComponentProps, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../components/use-is-phone.ts';
import { SnoozeItems } from '../conversation/SnoozeMenu.tsx';
import { TopicItems } from '../conversation/TopicMenu.tsx';
import { menuProps } from '../inbox/menu-props.ts';
import { useSession } from '../session.tsx';
import { ColleaguePicker } from './ColleaguePicker.tsx';
import { LabelPicker } from './LabelPicker.tsx';
import classes from './SelectionBar.module.css';
import { SnoozeDialog } from './SnoozeDialog.tsx';
import { useBulk } from './use-bulk.tsx';
import type { RowSelection } from './use-selection.ts';

const nobody = 'nobody';

/** What can be done with the chosen rows. What makes them leave the list ends the choice; labels leave it. */
export function SelectionBar({ selection }: { selection: RowSelection }) {
  const { t } = useTranslation(['triage', 'conversation']);
  const { counselor: me } = useSession();
  const { run, isPending } = useBulk();
  const [isChoosing, setChoosing] = useState(false);
  const { rows } = selection;
  const ids = rows.map(({ id }) => id);
  const after = { onDone: selection.clear };
  const isPhone = useIsPhone();
  const seenMessageIds = rows.flatMap(({ lastMessage }) => lastMessage?.id ?? []);
  const close = () => void run({ action: 'close', ids, seenMessageIds }, after);
  const snooze = (until: Date | null) =>
    void run({ action: 'snooze', ids, until: until?.toISOString() ?? null }, after);

  return (
    <section className={classes.bar} aria-label={t('bulk.label')}>
      <div className={classes.line}>
        <Checkbox
          checked={selection.isAll}
          indeterminate={!selection.isAll}
          onChange={() => (selection.isAll ? selection.clear() : selection.all())}
          aria-label={t('bulk.all')}
          label={<span aria-live="polite">{t('bulk.selected', { count: rows.length })}</span>}
        />
        <CloseButton aria-label={t('bulk.none')} onClick={selection.clear} size={36} />
      </div>
      <div className={classes.line}>
        <Choice icon={IconUserPlus} label={t('bulk.assign')} isBusy={isPending}>
          {(close) => (
            <ColleaguePicker
              assigneeId={undefined}
              before={[{ id: me.id, text: '', node: t('conversation:assign.take'), isFixed: true }]}
              after={[
                { id: nobody, text: '', node: t('conversation:assign.release'), isFixed: true },
              ]}
              onPick={(id) => {
                close();
                const counselorId = id === nobody ? null : id;
                void run({ action: 'assign', ids, counselorId }, after);
              }}
            />
          )}
        </Choice>
        <Choice icon={IconTag} label={t('bulk.labels')} isBusy={isPending}>
          {() => (
            <LabelPicker
              on={rows.map(({ labels }) => labels)}
              onChange={(change) => void run({ action: 'label', ids, ...change })}
            />
          )}
        </Choice>
        <Menu {...menuProps} position="top">
          <Menu.Target>
            <BarButton icon={IconCategory} label={t('bulk.topic')} disabled={isPending} />
          </Menu.Target>
          <Menu.Dropdown>
            <TopicItems
              topic={null}
              isRemovable
              onPick={(topic) => void run({ action: 'topic', ids, topic })}
            />
          </Menu.Dropdown>
        </Menu>
        <Menu {...menuProps} position="top">
          <Menu.Target>
            <BarButton icon={IconClockPause} label={t('bulk.snooze')} disabled={isPending} />
          </Menu.Target>
          <Menu.Dropdown>
            <SnoozeItems
              isSnoozed={rows.some(({ snoozedUntil }) => snoozedUntil !== null)}
              onSnooze={snooze}
              onChoose={() => setChoosing(true)}
            />
          </Menu.Dropdown>
        </Menu>
        <BarButton
          icon={IconMailOpened}
          label={t('bulk.read')}
          disabled={isPending}
          onClick={() => void run({ action: 'read', ids }, after)}
        />
        {isPhone ? (
          <BarButton
            icon={IconCheck}
            label={t('bulk.close')}
            disabled={isPending}
            onClick={close}
          />
        ) : (
          <Button
            size="compact-md"
            leftSection={<IconCheck size={16} aria-hidden />}
            disabled={isPending}
            onClick={close}
          >
            {t('bulk.close')}
          </Button>
        )}
      </div>
      <SnoozeDialog isOpen={isChoosing} onClose={() => setChoosing(false)} onSnooze={snooze} />
    </section>
  );
}

type ButtonProps = {
  icon: Icon;
  label: string;
  ref?: Ref<HTMLButtonElement>;
} & Omit<ComponentProps<'button'>, 'ref' | 'color' | 'style'>;

function BarButton({ icon: Icon, label, ...rest }: ButtonProps) {
  const isPhone = useIsPhone();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={isPhone ? 44 : 36}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon size={20} stroke={1.75} aria-hidden />
    </ActionIcon>
  );
}

type ChoiceProps = {
  icon: Icon;
  label: string;
  isBusy: boolean;
  children: (close: () => void) => ReactNode;
};

function Choice({ icon, label, isBusy, children }: ChoiceProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      portalProps={menuProps.portalProps}
      position="top"
      width={280}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <BarButton
          icon={icon}
          label={label}
          disabled={isBusy && !isOpen}
          onClick={() => setOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown>{children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}
