import { Notifications } from '@mantine/notifications';

/** The edge of the screen where notices appear. */
export function Notices() {
  return <Notifications position="bottom-right" limit={3} />;
}
