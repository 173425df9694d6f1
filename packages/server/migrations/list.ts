import { House } from './0001-house.ts';
import { Access } from './0002-access.ts';
import { Segments } from './0003-segments.ts';
import { Mail } from './0004-mail.ts';
import { DigitalRewards } from './0005-digital-rewards.ts';
import { PublicPages } from './0006-public-pages.ts';
import { Parcels } from './0007-parcels.ts';
import { Partners } from './0008-partners.ts';
import { Inbox } from './0009-inbox.ts';
import { Postage } from './0010-postage.ts';
import { Webhooks } from './0011-webhooks.ts';
import { AfterTheSale } from './0012-after-the-sale.ts';
import { WebhookIds } from './0013-webhook-ids.ts';
import { RejectionsOver } from './0014-rejections-over.ts';
import { RejectedAddresses } from './0015-rejected-addresses.ts';
import { ByTheClock } from './0016-by-the-clock.ts';
import { ToldByOperation } from './0017-told-by-operation.ts';
import { ParcelHistory } from './0018-parcel-history.ts';
import { SearchForm } from './0019-search-form.ts';

/** Migrations in the order they run; named here rather than found on disk, so that a bundle carries them. */
export const migrations = [
  { name: '0001-house', class: House },
  { name: '0002-access', class: Access },
  { name: '0003-segments', class: Segments },
  { name: '0004-mail', class: Mail },
  { name: '0005-digital-rewards', class: DigitalRewards },
  { name: '0006-public-pages', class: PublicPages },
  { name: '0007-parcels', class: Parcels },
  { name: '0008-partners', class: Partners },
  { name: '0009-inbox', class: Inbox },
  { name: '0010-postage', class: Postage },
  { name: '0011-webhooks', class: Webhooks },
  { name: '0012-after-the-sale', class: AfterTheSale },
  { name: '0013-webhook-ids', class: WebhookIds },
  { name: '0014-rejections-over', class: RejectionsOver },
  { name: '0015-rejected-addresses', class: RejectedAddresses },
  { name: '0016-by-the-clock', class: ByTheClock },
  { name: '0017-told-by-operation', class: ToldByOperation },
  { name: '0018-parcel-history', class: ParcelHistory },
  { name: '0019-search-form', class: SearchForm },
];
