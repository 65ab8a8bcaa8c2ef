/**
 * The order of test files for Jest: those that take long begin first, so that no worker is left with one of them when the others have
 * nothing to do. Their length says little of it, by which Jest goes where it has not measured them.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** Longest first, by the seconds that they take on two cores. */
const LONG = [
  'e2e/keyboard',
  'e2e/case-work',
  'engine/power-cuts',
  'engine/processes',
  'integration/webhooks',
  'integration/persistence',
  'engine/hostile-mail',
  'mail/drafts',
  'mail/administration',
  'integration/access',
  'mail/push',
  'mail/import',
  'integration/rest-write',
  'mail/secrets',
  'integration/content-access',
  'mail/reading',
  'engine/faults',
  'mail/distribution-shares',
  'mail/sending',
  'mail/sent-copies',
  'mail/send-accounts',
  'mail/history',
  'mail/alarms',
  'engine/random-operations',
  'engine/sending-runs',
  'mail/quarantine',
];

const placeOf = ({ path }) => {
  const place = LONG.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return place < 0 ? LONG.length : place;
};

module.exports = class LongestFirst extends Sequencer {
  /** Of the others, the order of Jest. */
  sort(tests) {
    return [...super.sort(tests)].sort((left, right) => placeOf(left) - placeOf(right));
  }
};

module.exports.LONG = LONG;
