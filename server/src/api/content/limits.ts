/** How much apps and strangers may create in a minute: `rest.limits` of the settings. Reading is not limited here. */
import { isIPv6 } from 'node:net';
import type { Strapi } from '../../data/database';
import { addressKey } from '../../domain/addresses';
import { runtimeOf } from '../../runtime';
import { createRateLimit } from '../rate-limit';
import { callerOf } from './caller';
import type { ContentContext } from './context';

interface Limits {
  /** @throws RateLimitError when the caller has asked too often */
  takeRequest(context: Pick<ContentContext, 'state' | 'request'>): void;
  /** @throws RateLimitError when too much was opened for this address, by whomever: forms must not be used to bother somebody */
  takeRequester(address: string): void;
}

const MINUTE = 60_000;
const made = new WeakMap<Strapi, Limits>();

/** The limits of one running Strapi, the same for all controllers. */
export function limitsOf(strapi: Strapi): Limits {
  const limits = made.get(strapi) ?? createLimits(strapi);
  made.set(strapi, limits);
  return limits;
}

function createLimits(strapi: Strapi): Limits {
  const { limits } = runtimeOf(strapi).config.rest;
  const perMinute = (limit: number) => createRateLimit({ limit, windowMs: MINUTE });
  const [tokens, users, addresses, requesters] = [
    perMinute(limits.token),
    perMinute(limits.user),
    perMinute(limits.address),
    perMinute(limits.requester),
  ];
  return {
    takeRequest(context) {
      const caller = callerOf(context);
      if (caller.kind === 'token') return tokens.take(caller.id);
      // Who can make accounts by the dozen is still at one place.
      addresses.take(networkOf(context.request.ip));
      if (caller.kind === 'user') users.take(caller.id);
    },
    takeRequester: (address) => requesters.take(addressKey(address)),
  };
}

/** An address as one party: of IPv6 the first 64 bits, since one party has all below them (RFC 6177). */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.split('%')[0]?.split('::') ?? [];
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}
