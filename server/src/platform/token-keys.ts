/**
 * The keys by which our reply tokens are signed: derived from the keys of the Strapi app, so there is no secret more to keep
 * or to lose. They rotate as those do: the first signs, all verify.
 */
import { hkdfSync } from 'node:crypto';
import type { Strapi } from '../data/database';
import type { TokenKeys } from '../domain/reply-token';

const PURPOSE = 'mailroom reply tokens 1';
const derived = new WeakMap<Strapi, TokenKeys>();

/** Empty when the app has no keys: then nothing is signed, and answers are recognised by stored Message-IDs alone. */
export function tokenKeysOf(strapi: Strapi): TokenKeys {
  const known = derived.get(strapi);
  if (known !== undefined) return known;
  const keys = appKeys(strapi).map((key) => new Uint8Array(hkdfSync('sha256', key, '', PURPOSE, 32)));
  derived.set(strapi, keys);
  return keys;
}

function appKeys(strapi: Strapi): readonly string[] {
  const configured: unknown = strapi.config.get('server.app.keys') ?? [];
  const list: readonly unknown[] = Array.isArray(configured) ? configured : [configured];
  return list.filter((key): key is string => typeof key === 'string' && key !== '');
}
