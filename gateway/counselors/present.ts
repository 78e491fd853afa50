import type { Counselor as CounselorResource } from '../contract/account.ts';
import type { Counselor } from '../model/counselor.ts';

export function presentCounselor(counselor: Counselor): CounselorResource {
  const { id, email, displayName, roles, officeId = null, isActive } = counselor;
  return { id, email, displayName, roles, officeId, isActive };
}
