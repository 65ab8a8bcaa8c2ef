/** What the app's own code calls about mail: `strapi.plugin('mailroom').service('emails')`. It asks nobody for permission. */
import { moveEmail } from '../cases/move-email';
import { findCase } from '../data/cases';
import type { Strapi } from '../data/database';
import { findEmail } from '../data/emails';

export interface MoveEmailOptions {
  /** documentId of the mail */
  readonly email: string;
  /** documentId of the case it belongs to */
  readonly case: string;
  /** id of the admin user in whose name it is moved; none: the app itself */
  readonly actor?: number;
}

export interface EmailsService {
  /**
   * Moves a mail, of another case or of none, with its entry in the stream. A case that has no mail left becomes a duplicate; moving
   * the mail back undoes it.
   *
   * @throws Error when there is no such mail or case
   */
  move(options: MoveEmailOptions): Promise<void>;
}

export default ({ strapi }: { strapi: Strapi }): EmailsService => ({
  async move({ email, case: target, actor }) {
    const found = await findEmail(strapi, { documentId: email });
    if (found === null) throw new Error(`There is no mail ${email}.`);
    const targetCase = await findCase(strapi, { documentId: target });
    if (targetCase === null) throw new Error(`There is no case ${target}.`);
    await moveEmail(strapi, found.id, targetCase.id, actor ?? null);
  },
});
