/** The addresses that Mailroom has met, as administrators see them, and removing a person's data. */
import type { PersonKind } from '../../data/people/text-columns';
import type { AgentSummary, Timestamp } from './common';

/** GET /mailroom/correspondents?search=&mark=&cursor=&limit=, those met last first; `mark` names one of the notes. */
export interface CorrespondentView {
  readonly id: string;
  readonly address: string;
  readonly name: string;
  /** language tag; empty where it is not known */
  readonly language: string;
  /** gets no automatic answers */
  readonly blocked: boolean;
  /** mail does not reach it: who writes to it is warned */
  readonly suppressed: boolean;
  /** why not, in the words of a mail server or of who has noted it */
  readonly suppressedReason: string;
  /** a machine writes from it: it gets no automatic answers */
  readonly robot: boolean;
  /** images of its mails are shown without asking */
  readonly remoteImages: boolean;
}
export type CorrespondentMark = 'blocked' | 'suppressed' | 'robot' | 'remoteImages';

/**
 * PUT /mailroom/correspondents/:id; what is absent stays. `reason` goes to the audit trail, and is needed to note that mail
 * does not reach the address: whoever writes to it is told.
 */
export interface CorrespondentInput {
  readonly blocked?: boolean;
  readonly suppressed?: boolean;
  readonly robot?: boolean;
  readonly remoteImages?: boolean;
  readonly reason?: string;
}

/**
 * POST /mailroom/correspondents/:id/anonymisation-preview with `{addresses}`: what is here of a person, who has this address and
 * perhaps others. POST /mailroom/correspondents/:id/anonymisations begins to remove it.
 */
export interface PersonPreview {
  /** names under which the person wrote */
  readonly names: readonly string[];
  /** mails of the person, which lose text, files and source */
  readonly from: number;
  /** mails of others to the person, which keep their text without name and address, and lose their source */
  readonly to: number;
  /** files of the person's mails */
  readonly files: number;
  /** cases that stay, without the person's name and address */
  readonly cases: number;
  /** drafts in these cases, whose recipients are replaced */
  readonly drafts: number;
  /** links to records of the app, which stay with the records */
  readonly records: number;
  /** numbers of cases that are held: the person cannot be removed before they are released */
  readonly heldCases: readonly number[];
}
export interface PersonInput {
  /** other addresses of the same person */
  readonly addresses: readonly string[];
}
export interface AnonymisationInput extends PersonInput {
  /** the address of the correspondent, typed by whoever wants it */
  readonly confirmation: string;
}

/** What was removed of a person, without saying of whom. GET /mailroom/anonymisations?cursor=&limit= lists them, newest first. */
export interface Anonymisation {
  readonly id: string;
  readonly state: 'running' | 'done';
  /** parts of the work */
  readonly done: number;
  readonly total: number;
  readonly startedAt: Timestamp;
  readonly finishedAt: Timestamp | null;
  /** who began it; null: the app's own code, or somebody who is no user any more */
  readonly by: AgentSummary | null;
  /** sha256 of `salt`, ":" and each address in lower case: whoever knows an address can tell whether it was about that one */
  readonly salt: string;
  readonly addressHashes: readonly string[];
  /** rows in which something was replaced, what the person's own mails lost, and mails that were kept because their case was held meanwhile */
  readonly counts: Readonly<
    Partial<Record<PersonKind | 'removedTexts' | 'removedFiles' | 'removedSources' | 'keptMails', number>>
  >;
}
