/** SHA-256 fingerprints of certificates as text. Pure: nothing is computed here. */
const FINGERPRINT = /(?<![0-9a-f])(?:[0-9a-f]{64}|(?:[0-9a-f]{2}:){31}[0-9a-f]{2})(?![0-9a-f])/i;

/** The fingerprint that is named in a server's or a check's own words; null when there is none. */
export const fingerprintIn = (words: string): string | null => {
  const found = FINGERPRINT.exec(words)?.[0];
  return found === undefined ? null : found.replaceAll(':', '').toLowerCase();
};

/** In groups of four digits, as they are easiest compared by eye: `ab12 cd34 …` */
export const groupedFingerprint = (fingerprint: string): string =>
  (fingerprint.replaceAll(/[\s:]/g, '').match(/.{1,4}/g) ?? []).join(' ');
