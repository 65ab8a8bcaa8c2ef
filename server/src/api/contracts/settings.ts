/** General settings, as the panel sees and sends them. */

/** PUT /mailroom/settings/connections: what admins allow besides the configuration. */
export interface ConnectionSettings {
  /** `mail.example.com`, `*.example.com`, `mail.example.com:1993` */
  readonly hosts: readonly string[];
  /** networks, addresses and names that are allowed although they are not public */
  readonly privateNetworks: readonly string[];
  readonly ports: readonly number[];
}

/** GET /mailroom/settings/connections */
export interface ConnectionSettingsView extends ConnectionSettings {
  /** what the configuration says, which the panel cannot change */
  readonly configured: Omit<ConnectionSettings, 'ports'> & { readonly ports: readonly number[] | 'any' };
  /** false: the configuration alone counts */
  readonly editable: boolean;
}
