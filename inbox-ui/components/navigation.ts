import {
  IconArchive,
  IconDeviceMobile,
  IconInbox,
  IconSettings,
  IconUser,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '../../gateway/contract/permissions.ts';
import type { Counts } from './use-counts.ts';

export type Destination = {
  key: 'mine' | 'unassigned' | 'open' | 'closed' | 'simulator' | 'settings';
  path: string;
  icon: Icon;
  permission: Permission;
  count?: Exclude<keyof Counts, 'offices' | 'views'>;
};

/** Where one can go, in the order of the rail. */
export const destinations: readonly Destination[] = [
  {
    key: 'mine',
    path: '/inbox/mine',
    icon: IconUser,
    permission: 'conversation.read',
    count: 'mine',
  },
  {
    key: 'unassigned',
    path: '/inbox/unassigned',
    icon: IconUserQuestion,
    permission: 'conversation.read',
    count: 'unassigned',
  },
  {
    key: 'open',
    path: '/inbox/open',
    icon: IconInbox,
    permission: 'conversation.read',
    count: 'open',
  },
  { key: 'closed', path: '/inbox/closed', icon: IconArchive, permission: 'conversation.read' },
  { key: 'simulator', path: '/simulator', icon: IconDeviceMobile, permission: 'simulator.use' },
  { key: 'settings', path: '/settings', icon: IconSettings, permission: 'token.manage' },
];
