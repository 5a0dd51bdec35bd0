import { join } from 'node:path';
import { folderRecords } from '../activities/adapters/lawFirm/folderRecords';
import { printHouseRecords } from '../activities/adapters/letter/printHouseRecords';
import { outboxRecords } from '../activities/adapters/localOutbox/outboxRecords';
import { twilioShapedRecords } from '../activities/adapters/sms/twilioShapedRecords';
import type { ProviderRecords } from '../activities/ports';
import type { WorkerVariables } from '../settings/variables';
import { smsGatewayOf } from './wirePorts';

/**
 * Opens the records of the providers that `wirePorts` would choose, and of the local outboxes that were in use before. Folders are
 * listed now: take the snapshot of the journal later, so that each record that is found has had its decision before.
 */
export async function wireRecords(settings: WorkerVariables): Promise<ProviderRecords> {
  const outbox = settings.ARREARS_OUTBOX;
  const gateway = smsGatewayOf(settings);
  const sms = await outboxRecords(outbox, 'sms');
  return {
    messages: {
      sms: gateway ? [sms, twilioShapedRecords(gateway, settings.PROVIDER_TIMEOUT_MS)] : [sms],
      email: [await outboxRecords(outbox, 'email')],
      call: [await outboxRecords(outbox, 'call')],
    },
    cannotBeAsked: settings.SMTP_URL ? ['email'] : [],
    letters: printHouseRecords(join(outbox, 'letters')),
    packets: settings.LAW_FIRM_URL ? null : await folderRecords(join(outbox, 'legal')),
  };
}
