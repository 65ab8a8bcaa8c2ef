/**
 * How many connections this process holds to one host. Those that wait for push leave room, so that a fetch always finds
 * a place in the end; providers refuse logins above their limit, and a refused login looks like a wrong password.
 */

export interface HostConnections {
  /** Runs the work, which opens one connection, as soon as the host has room for it. */
  fetching<Value>(host: string, work: () => Promise<Value>): Promise<Value>;
  /** Takes a place for a connection that stays. @returns what gives it back; null when there is no room */
  takeForPush(host: string): (() => void) | null;
}

interface Host {
  fetching: number;
  push: number;
  readonly waiting: (() => void)[];
}

/**
 * @param perHost connections to one host at the same time
 * @param reserved of these, places that push never takes
 */
export function createHostConnections({
  perHost,
  reserved,
}: {
  readonly perHost: number;
  readonly reserved: number;
}): HostConnections {
  const hosts = new Map<string, Host>();
  const hostOf = (name: string): Host => {
    const known = hosts.get(name) ?? { fetching: 0, push: 0, waiting: [] };
    hosts.set(name, known);
    return known;
  };
  const release = (name: string, host: Host): void => {
    if (host.fetching + host.push < perHost) host.waiting.shift()?.();
    if (host.fetching + host.push === 0) hosts.delete(name);
  };
  return {
    async fetching(name, work) {
      const host = hostOf(name);
      if (host.fetching + host.push < perHost) host.fetching += 1;
      else await new Promise<void>((resolve) => host.waiting.push(() => resolve(void (host.fetching += 1))));
      try {
        return await work();
      } finally {
        host.fetching -= 1;
        release(name, host);
      }
    },
    takeForPush(name) {
      const host = hostOf(name);
      if (host.push >= perHost - reserved || host.fetching + host.push >= perHost) {
        if (host.fetching + host.push === 0) hosts.delete(name);
        return null;
      }
      host.push += 1;
      let taken = true;
      return () => {
        if (!taken) return;
        taken = false;
        host.push -= 1;
        release(name, host);
      };
    },
  };
}
