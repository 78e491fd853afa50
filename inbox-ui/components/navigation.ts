import {
  IconArchive,
  IconAt,
  IconClockPause,
  IconDeviceMobile,
  IconHourglass,
  IconInbox,
  IconLanguage,
  IconList,
  IconMessageQuestion,
  IconRobot,
  IconSettings,
  IconUrgent,
  IconUser,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '../../gateway/contract/permissions.ts';
import type { ViewKey } from '../inbox/views.ts';
import type { Counts } from './use-counts.ts';

export type Destination = {
  key: ViewKey | 'faq' | 'simulator' | 'settings';
  path: string;
  icon: Icon;
  permission: Permission;
  count?: Exclude<keyof Counts, 'offices' | 'views'>;
};

const inbox = (key: ViewKey, icon: Icon, count?: Destination['count']): Destination => ({
  key,
  path: `/inbox/${key}`,
  icon,
  permission: 'conversation.read',
  ...(count && { count }),
});

/** What must be read before everything else; shown while there is something. */
export const urgent: Destination = inbox('alerts', IconUrgent, 'alerts');

/** What is to be done. */
export const work: readonly Destination[] = [
  inbox('mine', IconUser, 'mine'),
  inbox('unassigned', IconUserQuestion, 'unassigned'),
  inbox('mentions', IconAt, 'mentions'),
  inbox('open', IconInbox, 'open'),
];

/** What waits for others, and what is done. */
export const further: readonly Destination[] = [
  inbox('waiting', IconHourglass, 'waiting'),
  inbox('snoozed', IconClockPause, 'snoozed'),
  inbox('interpreter', IconLanguage, 'interpreter'),
  inbox('automated', IconRobot, 'automated'),
  inbox('closed', IconArchive),
  inbox('all', IconList),
];

export const tools: readonly Destination[] = [
  { key: 'faq', path: '/faq', icon: IconMessageQuestion, permission: 'faq.read' },
  { key: 'simulator', path: '/simulator', icon: IconDeviceMobile, permission: 'simulator.use' },
  { key: 'settings', path: '/settings', icon: IconSettings, permission: 'token.manage' },
];

/** Everywhere one can go by a word of ours, in the order of the navigation. */
export const destinations: readonly Destination[] = [urgent, ...work, ...further, ...tools];
