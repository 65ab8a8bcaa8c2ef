/** How much apps and strangers may create in a minute: `rest.limits` of the settings. Reading is not limited here. */
import ipaddr from 'ipaddr.js';
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
      if (caller.kind === 'token') tokens.take(caller.id);
      // Not by address too: users of one office, or behind a proxy that Strapi was not told of, share one.
      else if (caller.kind === 'user') users.take(caller.id);
      else addresses.take(networkOf(context.request.ip));
    },
    takeRequester: (address) => requesters.take(addressKey(address)),
  };
}

/** Bits of an IPv6 address that tell one party from another: it has all that are below them (RFC 6177 §2). */
const PARTY_BITS = 64;

/** The network of an address, as one party. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv4'
    ? address.toString()
    : ipaddr.IPv6.networkAddressFromCIDR(
        `${address.toNormalizedString().split('%')[0]}/${PARTY_BITS}`,
      ).toString();
}
