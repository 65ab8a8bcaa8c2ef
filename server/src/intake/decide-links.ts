/**
 * To which records a mail belongs, and why. Pure; mails are decided in order, since one may answer another of its batch
 * or join a case that the batch has opened (EspoCRM rules I17, I18, with several links and their reasons).
 */
import { addressKey } from '../domain/addresses';
import type { CaseDraft, IntakeContext } from '../domain/intake-plan';
import type { Address, ParsedMessage } from '../domain/message';
import { recordKey, type LinkDraft, type LinkRule } from '../domain/record';
import { RECORD_LIMITS } from '../domain/record-rule';
import { referencedIds } from '../domain/threading';

type Links = readonly LinkDraft[];

interface Decided {
  readonly case: CaseDraft | null;
  readonly links: Links;
}

export class LinkBook {
  private readonly byMessageId = new Map<string, Decided>();
  private readonly ofOpened = new Map<CaseDraft, Links>();

  constructor(
    private readonly context: Pick<IntakeContext, 'records' | 'emailsByMessageId' | 'ownAddresses'>,
  ) {}

  /** The links of a mail, the nearest reason first; each record once. */
  decide(
    message: ParsedMessage,
    placed: { readonly case: CaseDraft | null; readonly opensCase: boolean },
    /** those that code of the app names */
    resolved: Links = [],
  ): Links {
    const found = [
      ...because('replied-mail', this.ofRepliedMail(message, placed.case)),
      ...because('case', placed.opensCase ? [] : this.ofCase(placed.case)),
      ...resolved,
      ...because('number', this.context.records.byNumber.get(message) ?? []),
      ...because('sender', this.ofAddresses(message.from === null ? [] : [message.from])),
      ...because('reply-to', this.ofAddresses(message.replyTo)),
      ...because('recipient', this.ofAddresses([...message.to, ...message.cc])),
    ];
    const links = bounded(found);
    if (message.messageId !== null) this.byMessageId.set(message.messageId, { case: placed.case, links });
    if (placed.opensCase && placed.case !== null) this.ofOpened.set(placed.case, links);
    return links;
  }

  /**
   * Links of the nearest mail that this one answers. Mail of another case gives none: who names a mail of a case without
   * being let into it has proven nothing (invariant 6).
   */
  private ofRepliedMail(message: ParsedMessage, target: CaseDraft | null): Links {
    const isOpenToIt = (caseId: number | null): boolean => caseId === null || caseId === target?.id;
    for (const id of referencedIds(message)) {
      const stored = (this.context.emailsByMessageId.get(id) ?? []).find(({ caseId }) => isOpenToIt(caseId));
      const links = stored === undefined ? [] : (this.context.records.ofEmails.get(stored.id) ?? []);
      if (links.length > 0) return links;
      const earlier = this.byMessageId.get(id);
      if (earlier !== undefined && (earlier.case === null || earlier.case === target)) return earlier.links;
    }
    return [];
  }

  private ofCase(target: CaseDraft | null): Links {
    if (target === null) return [];
    const stored = target.id === null ? undefined : this.context.records.ofCases.get(target.id);
    return stored ?? this.ofOpened.get(target) ?? [];
  }

  private ofAddresses(addresses: readonly Address[]): Links {
    return addresses
      .slice(0, RECORD_LIMITS.addresses)
      .map(({ address }) => addressKey(address))
      .filter((key) => !this.context.ownAddresses.has(key))
      .flatMap((key) => this.context.records.byAddress.get(key) ?? []);
  }
}

/** Parents stay parents, whatever led to their children; a link of another mail says what it was taken from. */
const because = (rule: LinkRule, links: Links): Links =>
  links.map((link) => (link.rule === 'parent' && isLookedUp(rule) ? link : { ...link, rule }));

const isLookedUp = (rule: LinkRule): boolean => rule !== 'replied-mail' && rule !== 'case';

/** Parents come last; where a mail has more links than the limit, they are the ones to go. */
function bounded(found: Links): Links {
  const ordered = [
    ...found.filter(({ rule }) => rule !== 'parent'),
    ...found.filter(({ rule }) => rule === 'parent'),
  ];
  const links = new Map<string, LinkDraft>();
  for (const link of ordered) {
    const key = recordKey(link);
    if (!links.has(key)) links.set(key, link);
  }
  return [...links.values()].slice(0, RECORD_LIMITS.links);
}
