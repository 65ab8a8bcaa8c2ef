/**
 * Keys about hostile HTML, of fragments and of mails. What a browser makes of it is for the end-to-end tests; here what is
 * left is read without one. `referenceOutputs` are other cleaners' policies and not judged.
 */
import { sanitizeHtml } from '../../server/src/intake/sanitize-html';
import { activeParts } from '../inert-html';
import type { Subject } from '../subject';
import { equal, shown, type Keys } from './key';

async function sanitized(subject: Subject): Promise<string> {
  return subject.entry.form === 'message'
    ? ((await subject.message()).html ?? '')
    : (sanitizeHtml(subject.bytes().toString('utf8')) ?? '');
}

const REMOTE_IMAGE = /<img\s[^<>]*src="\s*(https?:)?\/\//i;

export const htmlKeys: Keys = {
  mustBeInert: async (expected: boolean, subject) => {
    const active = activeParts(await sanitized(subject));
    return (active.length === 0) === expected ? null : shown(active);
  },
  remoteImages: async (expected: boolean, subject) =>
    equal(expected, REMOTE_IMAGE.test(await sanitized(subject))),
};
