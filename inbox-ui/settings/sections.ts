import {
  IconBell,
  IconBuilding,
  IconKey,
  IconMessage2Bolt,
  IconPlugConnected,
  IconRoute,
  IconTag,
  IconUserCircle,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '../../gateway/contract/permissions.ts';

export type Section = {
  key:
    | 'channels'
    | 'counselors'
    | 'offices'
    | 'saved-replies'
    | 'labels'
    | 'rules'
    | 'profile'
    | 'notifications'
    | 'tokens';
  icon: Icon;
  permission: Permission;
};

/** What can be set up, and who may. */
export const sections: readonly Section[] = [
  { key: 'channels', icon: IconPlugConnected, permission: 'channel.manage' },
  { key: 'counselors', icon: IconUsers, permission: 'counselor.manage' },
  { key: 'offices', icon: IconBuilding, permission: 'office.manage_own' },
  { key: 'saved-replies', icon: IconMessage2Bolt, permission: 'saved_reply.use' },
  { key: 'labels', icon: IconTag, permission: 'label.manage' },
  { key: 'rules', icon: IconRoute, permission: 'rule.read' },
  { key: 'profile', icon: IconUserCircle, permission: 'counselor.read' },
  { key: 'notifications', icon: IconBell, permission: 'conversation.read' },
  { key: 'tokens', icon: IconKey, permission: 'token.manage' },
];
