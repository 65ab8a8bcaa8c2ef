/**
 * How many connections this process holds to one host: its share of what all may hold together. Those that wait for push leave
 * room, so that a fetch always finds a place in the end; providers refuse logins above their limit, and a refused login
 * looks like a wrong password.
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
 * @param perHost connections to one host at the same time, of all processes
 * @param reserved of these, places that push never takes
 * @param processes how many share them now; each has one place at least. When one joins, what is open stays open.
 */
export function createHostConnections(
  {
    perHost,
    reserved,
  }: {
    readonly perHost: number;
    readonly reserved: number;
  },
  processes: () => number = () => 1,
): HostConnections {
  const hosts = new Map<string, Host>();
  const share = (places: number): number => Math.max(1, Math.floor(places / processes()));
  const hostOf = (name: string): Host => {
    const known = hosts.get(name) ?? { fetching: 0, push: 0, waiting: [] };
    hosts.set(name, known);
    return known;
  };
  const release = (name: string, host: Host): void => {
    if (host.fetching + host.push < share(perHost)) host.waiting.shift()?.();
    if (host.fetching + host.push === 0) hosts.delete(name);
  };
  return {
    async fetching(name, work) {
      const host = hostOf(name);
      if (host.fetching + host.push < share(perHost)) host.fetching += 1;
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
      const most = share(perHost);
      if (host.push >= most - share(reserved) || host.fetching + host.push >= most) {
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
