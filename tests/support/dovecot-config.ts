/** The configuration of a Dovecot 2.3 that lives in one folder and needs nothing of the system but its programs. */
import type { RunAs } from './server-process';

export interface DovecotLayout {
  /** What the server says it can do, in place of everything it can. */
  readonly capability?: string | undefined;
  readonly folder: string;
  readonly host: string;
  readonly imapPort: number;
  readonly imapsPort: number;
  readonly lmtpPort: number;
  /** Where access tokens are checked (RFC 7662), if people may log in with them. */
  readonly introspectionUrl?: string | undefined;
  /** Who owns the mail and runs the helpers. */
  readonly mailOwner: RunAs & { readonly userName: string; readonly groupName: string };
  /** Who runs the login processes. */
  readonly loginUserName: string;
}

export interface DovecotUser {
  readonly name: string;
  readonly password: string;
}

/** A passwd-file: one `user:{SCHEME}password` a line. */
export function renderUsers(users: readonly DovecotUser[]): string {
  return users.map(({ name, password }) => `${name}:{PLAIN}${password}\n`).join('');
}

/** How Dovecot checks an access token: it asks whoever gave it. */
export const renderOAuth2 = (introspectionUrl: string): string => `
introspection_url = ${introspectionUrl}
introspection_mode = post
active_attribute = active
active_value = true
username_attribute = sub
`;

/** The main configuration file. Chroots are off: they need root, and nothing here needs them. */
export function renderDovecotConfig(layout: DovecotLayout): string {
  const { folder, host, mailOwner } = layout;
  const listener = (name: string, port: number, ssl = 'no') =>
    `inet_listener ${name} {\n    address = ${host}\n    port = ${port}\n    ssl = ${ssl}\n  }`;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/stderr
protocols = imap lmtp
listen = ${host}
default_internal_user = ${mailOwner.userName}
default_internal_group = ${mailOwner.groupName}
default_login_user = ${layout.loginUserName}
first_valid_uid = 1
first_valid_gid = 1

ssl = yes
ssl_cert = <${folder}/certificate.pem
ssl_key = <${folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login${layout.introspectionUrl === undefined ? '' : ' xoauth2'}
auth_failure_delay = 0

${
  layout.introspectionUrl === undefined
    ? ''
    : `passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${folder}/oauth2.conf\n}\n`
}passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${mailOwner.uid} gid=${mailOwner.gid} home=${folder}/mail/%u
}

${layout.capability === undefined ? '' : `imap_capability = ${layout.capability}`}
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 100
postmaster_address = postmaster@example.test
recipient_delimiter = +

namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
  mailbox Trash {
    auto = subscribe
    special_use = \\Trash
  }
}

service imap-login {
  chroot =
  ${listener('imap', layout.imapPort)}
  ${listener('imaps', layout.imapsPort, 'yes')}
}
service lmtp {
  ${listener('lmtp', layout.lmtpPort)}
}
service anvil {
  chroot =
  # No waiting after a wrong password: every test comes from the same address.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`;
}
