/**
 * A second mail program at work on the folders of one user: it puts mail in, flags, moves, deletes, throws folders away and
 * makes them anew, as chance has it. The server itself is the model of what must come out.
 */
import type { Dovecot } from './dovecot';
import type { StoredMail } from './imap-folder';
import { subjectIn } from './ledger';
import { buildMail } from './mail-builder';
import type { SeededRandom } from './seeded-random';

const FLAGS = ['\\Seen', '\\Flagged', '\\Answered', '\\Draft', '$Important', 'Work'];

export interface ImapModel {
  /** Does one thing; answers what, in words. */
  step(): Promise<string>;
  /** Subjects of all mails that lie in the watched folders now. */
  present(): Promise<readonly string[]>;
}

/**
 * @param places.watched folders that Mailroom reads; the first is INBOX
 * @param places.elsewhere folders that it does not read: mail moved there is gone
 */
export function imapModel(
  random: SeededRandom,
  dovecot: Dovecot,
  user: string,
  places: { readonly watched: readonly string[]; readonly elsewhere: readonly string[] },
): ImapModel {
  const folders = dovecot.folders(user);
  const { watched } = places;
  /** Mails that may be put in once more: with a Message-ID, a copy is the same mail. */
  const repeatable: Buffer[] = [];
  let made = 0;

  const newMail = async (): Promise<Buffer> => {
    made += 1;
    const hasMessageId = random.chance(0.85);
    const mail = await buildMail({
      from: `${random.pick(['ann', 'ben', 'cho'])}@feld.example`,
      to: user,
      subject: `Mail ${random.seed}-${made}`,
      text: `Number ${made}. `.repeat(random.magnitude(500)),
      date: new Date(Date.UTC(2026, 0, 1) + made * 60_000),
      ...(hasMessageId ? {} : { messageId: null }),
    });
    if (hasMessageId) repeatable.push(mail);
    return mail;
  };
  const someFlags = (): string[] => random.sample(FLAGS, random.integer(0, 3));

  /** Some mails of some folder that has any. */
  const some = async (): Promise<{
    readonly folder: string;
    readonly mails: readonly StoredMail[];
  } | null> => {
    const folder = random.pick(watched);
    const mails = random.sample(await folders.read(folder), random.integer(1, 3));
    return mails.length === 0 ? null : { folder, mails };
  };
  const onSome =
    (act: (folder: string, uids: readonly number[]) => Promise<string>) => async (): Promise<string> => {
      const found = await some();
      if (found === null) return 'found nothing';
      const uids = found.mails.map(({ uid }) => uid);
      return `${await act(found.folder, uids)} (${found.folder} ${uids.join(',')})`;
    };

  const operations: Readonly<Record<string, () => Promise<string>>> = {
    append: async () => {
      const [folder, mail, flags] = [random.pick(watched), await newMail(), someFlags()];
      const uid = await folders.append(folder, mail, flags);
      return `append "${subjectIn(mail)}" to ${folder} as ${uid}, ${flags.join(' ')}`;
    },
    deliver: async () => {
      const mails = await Promise.all(Array.from({ length: random.integer(1, 4) }, newMail));
      await dovecot.deliver(user, ...mails);
      return `deliver ${mails.map(subjectIn).join(', ')}`;
    },
    repeat: async () => {
      if (repeatable.length === 0) return 'found nothing';
      const [folder, mail] = [random.pick(watched), random.pick(repeatable)];
      return `append "${subjectIn(mail)}" once more to ${folder} as ${await folders.append(folder, mail)}`;
    },
    flag: onSome(async (folder, uids) => {
      const flags = [random.pick(FLAGS)];
      await folders.flag(folder, uids, flags);
      return `flag ${flags.join(' ')}`;
    }),
    unflag: onSome(async (folder, uids) => {
      const flags = [random.pick(FLAGS)];
      await folders.unflag(folder, uids, flags);
      return `unflag ${flags.join(' ')}`;
    }),
    move: onSome(async (folder, uids) => {
      const others = [...watched, ...places.elsewhere].filter((other) => other !== folder);
      const destination = random.pick(others);
      await folders.move(folder, uids, destination);
      return `move to ${destination}`;
    }),
    expunge: onSome(async (folder, uids) => {
      await folders.expunge(folder, uids);
      return 'expunge';
    }),
    recreate: async () => {
      const folder = random.pick(watched);
      const mails = await folders.read(folder);
      await dovecot.recreateFolder(user, folder);
      // As after a restore: most of it comes back, in another order and under other uids.
      const restored = random.sample(mails, random.integer(0, mails.length));
      for (const { source, flags } of restored)
        await folders.append(
          folder,
          source,
          flags.filter((flag) => flag !== '\\Recent'),
        );
      return `recreate ${folder} with ${restored.length} of ${mails.length} mails`;
    },
  };
  const weights: Readonly<Record<keyof typeof operations, number>> = {
    append: 5,
    deliver: 4,
    repeat: 2,
    flag: 3,
    unflag: 2,
    move: 3,
    expunge: 2,
    recreate: 1,
  };
  const choices = Object.entries(weights).flatMap(([name, weight]) => Array<string>(weight).fill(name));

  return {
    step: () => operations[random.pick(choices)]!(),
    present: async () => {
      const mails = await Promise.all(watched.map((folder) => folders.read(folder)));
      return mails.flat().map(({ source }) => subjectIn(source));
    },
  };
}
