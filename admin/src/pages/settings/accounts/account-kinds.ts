/** Group and personal accounts under one name, for all that treats them alike. Types alone. */
import type {
  GroupAccountDetail,
  GroupAccountInput,
  PersonalAccountDetail,
  PersonalAccountInput,
} from '../../../../../server/src/api/contracts';

export type AccountKind = 'group' | 'personal';
export type AccountDetail = GroupAccountDetail | PersonalAccountDetail;
export type AccountInput = GroupAccountInput | PersonalAccountInput;
