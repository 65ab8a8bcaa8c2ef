/** What became of a sent mail at each of its recipients. */
import { readInChunks, type Strapi } from './database';
import { plainRows } from './plain-rows';
import { UIDS } from './uids';

export interface DeliveryRecord {
  readonly emailId: number;
  readonly address: string;
  readonly state: 'pending' | 'accepted' | 'deferred' | 'refused' | 'bounced';
  readonly response: string;
}

type Row = Omit<DeliveryRecord, 'emailId'> & { readonly email: { readonly id: number } };

export async function deliveriesOf(
  strapi: Strapi,
  emailIds: readonly number[],
): Promise<readonly DeliveryRecord[]> {
  const rows = await readInChunks(emailIds, (chunk) =>
    plainRows<Row>(strapi, UIDS.delivery, ['email', 'address', 'state', 'response'], (deliveries) =>
      deliveries.whereIn('plain.email_id', chunk).orderBy('plain.id'),
    ),
  );
  return rows.map(({ email, address, state, response }) => ({
    emailId: email.id,
    address,
    state,
    response: response ?? '',
  }));
}
