/**
 * Whether a failure means that an address is dead, from its status (RFC 3463) and the words of the server that refused
 * it. Servers' statuses are often general or wrong, so words go first.
 */

/** Characters of a diagnostic that are looked at. */
const LOOKED_AT = 2000;

/** The mailbox is there and has no room: its owner may empty it. */
const FULL =
  /\b(?:over ?quota|quota|mail ?box (?:is |size )?(?:full|exceed|limit)|(?:is|are|mailbox) full|insufficient (?:system )?storage|exceeded (?:its |the )?(?:storage|local limit)|exceeds (?:allowed )?(?:size|storage)|storage (?:limit|allocation)|too many messages)/i;

/** The name service had no answer now; it may have one later. */
const NO_ANSWER_NOW = /not found,? try again|temporar\w+ (?:lookup|name)|name server reply/i;

/** It is the sender, his server or his mail that is refused. */
const REFUSED =
  /\b(?:spam|junk|black ?list|block ?list|blocked|listed|reputation|polic(?:y|ies)|virus|malware|content|dmarc|spf|dkim|ptr|reverse dns|authenticat\w+|relay(?:ing)?|sender|mail from|not authori[sz]ed|access denied|restrict\w*|rate|throttl\w+|too many|too (?:large|big)|loop|hop count|suspend\w*|disabled|deferred|time[d ]?-?out|temporar\w+|try again|try later|connection|queue|prohibited|bulk)\b/i;

/** There is no such mailbox or host, or it takes no mail. */
const GONE: readonly RegExp[] = [
  /\b(?:user|recipient|mailbox|address(?:ee)?|account|host|domain|name)s? (?:is |was )?(?:unknown|not (?:found|known|listed|recogni[sz]ed|local|valid|defined)|invalid|no longer)\b/i,
  /\b(?:unknown|no such|invalid|non-?existent|unrouteable|unroutable|bad destination|not a known|not a valid) (?:virtual |local |system |destination )?(?:user|recipient|mailbox|address|account|host|domain|person|local|alias|name)/i,
  /\b(?:user|recipient|mailbox|address|account|domain|host|name)\b.{0,120}\b(?:does ?n[o']t|does not|doesn't|could ?n[o']t be|could not be|not be|cannot be|can't be|is not|isn't|not|n't) (?:exist|found|known|recogni[sz]ed|listed in|a (?:known|valid) )/i,
  /\b(?:user|recipient|addressee) unknown|recip(?:ient)?not ?found|recipient address rejected(?:: access denied|\.?\s*$)|invalid (?:final delivery )?user ?id|no mx record|\b(?:does not|doesn't) exist\b|no (?:mailbox|user|account) (?:here|by|with|for)|doesn't have an? .{0,40}account|not our customer/i,
  /\b(?:has moved|address (?:has )?changed|no longer (?:valid|exists?|available|in use|on|works?|with|employed|accept\w*)|left the (?:company|organi[sz]ation))/i,
  /\b(?:null mx|nullmx|nxdomain|does not accept (?:e-?)?mail|no valid (?:mail )?(?:hosts?|mx|recipients?)|host not found|domain name not found|could ?n[o']t find (?:any|a) (?:host|exchanger|gateway|valid)|no route to the domain|host or domain name not found)/i,
  /unbekannter? (?:empf\u00e4nger|benutzer|nutzer)|existiert nicht|destinataire (?:inconnu|introuvable)|n'existe pas|usuario desconocido|no existe|utente sconosciuto|non esiste|usu\u00e1rio desconhecido|n\u00e3o existe|bestaat niet|nie istnieje|\u043d\u0435 \u0441\u0443\u0449\u0435\u0441\u0442\u0432\u0443\u0435\u0442|\u5b58\u5728\u3057\u307e\u305b\u3093|\u898b\u3064\u304b\u3089\u306a\u3044|\u4e0d\u5b58\u5728|\u7528\u6237\u4e0d\u5b58/i,
];

/** Statuses that speak of the address itself: bad mailbox, bad system, bad syntax, moved, null MX (RFC 3463 §3.2, RFC 7505). */
const DEAD_STATUS = /^5\.(?:1\.(?:1|2|3|6|10|351)|4\.(?:4|310))$/;

/** Statuses that speak of the sender's address. */
const SENDER_STATUS = /^5\.1\.[78]$/;

/**
 * @param status enhanced status, or null
 * @param words what the server said
 * @returns true: mail to this address will always fail. False: it may work another time, or another mail may. Null: nothing tells
 */
export function isHardFailure(status: string | null, words: string): boolean | null {
  const looked = words.slice(0, LOOKED_AT);
  if (status?.startsWith('4.') === true || SENDER_STATUS.test(status ?? '')) return false;
  if (FULL.test(looked) || NO_ANSWER_NOW.test(looked)) return false;
  if (GONE.some((gone) => gone.test(looked))) return true;
  if (REFUSED.test(looked)) return false;
  if (status !== null) return DEAD_STATUS.test(status);
  return looked.trim() === '' ? null : false;
}

/** The most telling enhanced status code (RFC 3463 §2) in some words: a general one (x.0.0) only where no other is. */
export function statusIn(words: string): string | null {
  const found = [
    ...words.slice(0, LOOKED_AT).matchAll(/(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/g),
  ].map(([, status]) => status ?? '');
  return found.find((status) => !status.endsWith('.0.0')) ?? found[0] ?? null;
}
