/** The services of Mailroom as the app's own code types them, and what it registers. Types only. */
import type { CasesService } from './cases';
import type { EmailsService } from './emails';
import type { ExtensionsService } from './extensions';
import type { ImportsService } from './imports';
import type { JobsService } from './jobs';
import type { PeopleService } from './people';
import type { SearchService } from './search';
import type { StorageService } from './storage';

export type * from './cases';
export type * from './emails';
export type * from './extensions';
export type * from './imports';
export type * from './jobs';
export type * from './people';
export type * from './search';
export type * from './storage';
export type { ActingOptions, CaseReference, ServiceCase, ServiceEmail } from './common';
export type { OpenCaseOptions } from './open-case';
export type * from '../extensions/contract';
export type {
  AccountFacts,
  CaseFacts,
  DistributionFacts,
  FilterActionFacts,
  MailFacts,
  MemberFacts,
  OfferedAction,
} from '../domain/extension';

/** By the name under which `strapi.plugin('mailroom').service(name)` gives them. */
export interface MailroomServices {
  readonly cases: CasesService;
  readonly emails: EmailsService;
  readonly extensions: ExtensionsService;
  readonly imports: ImportsService;
  readonly jobs: JobsService;
  readonly people: PeopleService;
  readonly search: SearchService;
  readonly storage: StorageService;
}
