/** Keys about forwarded mail. */
import type { Address } from '../../server/src/domain/message';
import { purposeOf } from '../../server/src/domain/visible-part/outer-mail';
import type { ForwardedMail } from '../../server/src/domain/visible-part';
import { shown, squeezed, type Keys } from './key';
import { mailOf } from './visible';

interface ExpectedAddress {
  readonly name: string | null;
  readonly address: string | null;
}
type Expected = string | ExpectedAddress | readonly ExpectedAddress[] | null;

const sameAddress = (expected: ExpectedAddress, actual: Address | undefined): boolean =>
  actual !== undefined &&
  (expected.name ?? '') === actual.name &&
  (expected.address ?? '') === actual.address;

/** As shown: name and address, or whichever there is. */
const shownAs = ({ name, address }: Address): readonly string[] => [
  `${name} <${address}>`,
  `${name} (${address})`,
  name,
  address,
];

/** A source gives addresses as it reads them, or as they are written; null where there are none. */
function sameAddresses(expected: Expected, actual: readonly Address[]): boolean {
  if (expected === null) return actual.length === 0;
  if (typeof expected === 'string') return actual.some((one) => shownAs(one).includes(squeezed(expected)));
  const list = Array.isArray(expected)
    ? (expected as readonly ExpectedAddress[])
    : [expected as ExpectedAddress];
  return list.length === actual.length && list.every((one, index) => sameAddress(one, actual[index]));
}

const FIELDS: Readonly<Record<string, (expected: Expected, forwarded: ForwardedMail) => boolean>> = {
  from: (expected, { from }) => sameAddresses(expected, from === null ? [] : [from]),
  to: (expected, { to }) => sameAddresses(expected, to),
  cc: (expected, { cc }) => sameAddresses(expected, cc),
  subject: (expected, { subject }) => squeezed(String(expected ?? '')) === squeezed(subject ?? ''),
  body: (expected, { body }) => squeezed(String(expected ?? '')) === squeezed(body),
  bodyStartsWith: (expected, { body }) => squeezed(body).startsWith(squeezed(String(expected ?? ''))),
};

export const forwardKeys: Keys = {
  forwarded: async (expected: boolean, subject) => {
    const { visible } = await mailOf(subject);
    return (visible.forwarded !== null) === expected ? null : shown(visible);
  },
  message: async (expected: string, subject) => {
    const { text, visible } = await mailOf(subject);
    const forward = visible.folds.find(({ kind }) => kind === 'forward');
    const own = forward === undefined ? visible.text : text.slice(0, forward.start);
    return squeezed(own) === squeezed(expected) ? null : shown(own);
  },
  original: async (expected: Readonly<Record<string, Expected>>, subject) => {
    const { forwarded } = (await mailOf(subject)).visible;
    // A mail that is no forward has nothing inside it.
    if (subject.entry.expected['forwarded'] === false) return forwarded === null ? null : shown(forwarded);
    if (forwarded === null) return 'no forward';
    const wrong = Object.entries(expected).filter(
      ([name, value]) => FIELDS[name]?.(value, forwarded) === false,
    );
    return wrong.length === 0 ? null : `${wrong.map(([name]) => name).join()} of ${shown(forwarded)}`;
  },
  subjectOfForward: async (expected: string, subject) => {
    const forwards = purposeOf({ subject: expected, answers: false }) === 'forwards';
    return forwards === (subject.entry.expected['forwarded'] !== false) ? null : String(forwards);
  },
  embedded: async (expected: string, subject) => {
    const { text, visible } = await mailOf(subject);
    const forward = visible.folds.find(({ kind }) => kind === 'forward');
    const inner = forward === undefined ? '' : text.slice(forward.start).replace(/^>[ ]?/gm, '');
    return squeezed(inner).endsWith(squeezed(expected)) ? null : shown(inner);
  },
  originalBodyContains: async (expected: readonly string[], subject) => {
    const body = (await mailOf(subject)).visible.forwarded?.body ?? '';
    const wrong = expected.filter((part) => !squeezed(body).includes(squeezed(part)));
    return wrong.length === 0 ? null : shown(body);
  },
};
