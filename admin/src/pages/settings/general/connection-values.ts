/** The lists of allowed servers as the form holds them: one entry a line. Pure. */
import type { ConnectionSettings } from '../../../../../server/src/api/contracts';
import type { FieldError } from '../form-errors';

export interface ConnectionValues {
  readonly hosts: string;
  readonly privateNetworks: string;
  readonly ports: string;
}

export const FIELD_NAMES = ['hosts', 'privateNetworks', 'ports'] as const;

export const connectionValues = ({
  hosts,
  privateNetworks,
  ports,
}: ConnectionSettings): ConnectionValues => ({
  hosts: hosts.join('\n'),
  privateNetworks: privateNetworks.join('\n'),
  ports: ports.join('\n'),
});

/** Entries may be parted by commas and blanks as well. */
const entries = (text: string): readonly string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

export const toConnectionSettings = (values: ConnectionValues): ConnectionSettings => ({
  hosts: entries(values.hosts),
  privateNetworks: entries(values.privateNetworks),
  ports: entries(values.ports).map(Number),
});

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;

/** Whether a host or a network can be meant is the server's to say. */
export const validateConnections = (values: ConnectionValues): readonly FieldError[] =>
  toConnectionSettings(values).ports.every(isPort)
    ? []
    : [{ path: 'ports', id: 'settings.general.ports-wrong' }];
