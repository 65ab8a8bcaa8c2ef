/** Accounts of all kinds under one name, for all that treats them alike. Types alone. */
import type {
  GroupAccountDetail,
  GroupAccountInput,
  OwnAccountDetail,
  OwnAccountInput,
  PersonalAccountDetail,
  PersonalAccountInput,
} from '../../../../../server/src/api/contracts';

/** `personal`: somebody's, as administrators see it; `own`: as its owner does */
export type AccountKind = 'group' | 'personal' | 'own';
export type AccountDetail = GroupAccountDetail | PersonalAccountDetail | OwnAccountDetail;
export type AccountInput = GroupAccountInput | PersonalAccountInput | OwnAccountInput;
