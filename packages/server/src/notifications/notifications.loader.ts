import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { DIGITAL_REWARD_COLUMNS, type DigitalReward } from '../digital-rewards/digital-reward.type.ts';
import { SHIPMENT_COLUMNS, shipmentOf, type Shipment, type ShipmentRow } from '../shipments/shipment.type.ts';
import type { Notification } from './notification.types.ts';
import { NOTIFICATION_COLUMNS } from './notifications.actions.ts';

/** Mails by backer, the newest first; one query for all that one document asks for. */
export function notificationsByBacker(context: Context): DataLoader<string, Notification[]> {
  return new DataLoader(async (backerIds) => {
    const rows = await context.db.read<Notification & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select ${NOTIFICATION_COLUMNS} from notification n where n.backer_id = any ($1) order by n.id desc`,
      [backerIds],
      { prepare: true },
    );
    const byBacker = Map.groupBy(rows, (row) => row.backerId);
    return backerIds.map((id) => byBacker.get(id) ?? []);
  });
}

/** The parcels a mail tells of, or corrects; parcels that an undo took away are not among them. */
export function shipmentsByNotification(context: Context): DataLoader<string, Shipment[]> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<ShipmentRow & { notificationId: string } & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select distinct t.notification_id as "notificationId", ${SHIPMENT_COLUMNS}
       from notification_shipment t join shipment s on s.id = t.shipment_id
       where t.notification_id = any ($1) order by s.id`,
      [ids],
      { prepare: true },
    );
    const byMail = Map.groupBy(rows, (row) => row.notificationId);
    return ids.map((id) => (byMail.get(id) ?? []).map(shipmentOf));
  });
}

/** The digital rewards a mail hands over, by name. */
export function rewardsByNotification(context: Context): DataLoader<string, DigitalReward[]> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<DigitalReward & { notificationId: string } & Record<string, unknown>>(
      context.principal?.creators.keys() ?? [],
      `select distinct k.notification_id as "notificationId", ${DIGITAL_REWARD_COLUMNS}
       from notification_code k join digital_code c on c.id = k.code_id join digital_reward r on r.id = c.reward_id
       where k.notification_id = any ($1) order by r.name`,
      [ids],
      { prepare: true },
    );
    const byMail = Map.groupBy(rows, (row) => row.notificationId);
    return ids.map((id) => byMail.get(id) ?? []);
  });
}
