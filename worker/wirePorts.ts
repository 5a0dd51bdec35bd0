import { join } from 'node:path';
import { smtpMailer } from '../activities/adapters/email/smtpMailer';
import { folderLawFirm } from '../activities/adapters/lawFirm/folderLawFirm';
import { httpsLawFirm, httpsLawFirmSettings } from '../activities/adapters/lawFirm/httpsLawFirm';
import { printHouseOutbox } from '../activities/adapters/letter/printHouseOutbox';
import { localOutbox } from '../activities/adapters/localOutbox/localOutbox';
import {
  twilioShapedGateway,
  twilioShapedSettings,
  type TwilioShapedSettings,
} from '../activities/adapters/sms/twilioShapedGateway';
import type { LawFirm, Messenger, Ports } from '../activities/ports';
import type { WorkerVariables } from '../settings/variables';

/** Chooses an adapter for each port: the provider that is configured, or a local outbox that sends nothing anywhere. */
export function wirePorts(settings: WorkerVariables): Ports {
  const outbox = settings.ARREARS_OUTBOX;
  return {
    messengers: {
      sms: smsOf(settings) ?? localOutbox(outbox, 'sms'),
      email: emailOf(settings) ?? localOutbox(outbox, 'email'),
      // Collectors call by hand: the list of calls to make is the outbox, the result comes back as a fact.
      call: localOutbox(outbox, 'call'),
    },
    printHouse: printHouseOutbox(join(outbox, 'letters')),
    lawFirm: lawFirmOf(settings) ?? folderLawFirm(join(outbox, 'legal')),
  };
}

function smsOf(settings: WorkerVariables): Messenger | undefined {
  const gateway = smsGatewayOf(settings);
  return gateway && twilioShapedGateway(gateway);
}

/** Undefined where no gateway is configured. */
export function smsGatewayOf(settings: WorkerVariables): TwilioShapedSettings | undefined {
  if (!settings.SMS_GATEWAY_URL) return undefined;
  return twilioShapedSettings.parse({
    baseUrl: settings.SMS_GATEWAY_URL,
    accountSid: settings.SMS_ACCOUNT_SID,
    authToken: settings.SMS_AUTH_TOKEN,
    sender: { from: settings.SMS_FROM },
    publicUrl: settings.ARREARS_PUBLIC_URL,
    lookUpIsAuthoritative: settings.SMS_LOOKUP_IS_AUTHORITATIVE,
  });
}

function emailOf(settings: WorkerVariables): Messenger | undefined {
  if (!settings.SMTP_URL) return undefined;
  return smtpMailer({ url: settings.SMTP_URL, from: { name: 'Arrears', address: settings.SMTP_FROM ?? '' } });
}

function lawFirmOf(settings: WorkerVariables): LawFirm | undefined {
  if (!settings.LAW_FIRM_URL) return undefined;
  return httpsLawFirm(httpsLawFirmSettings.parse({ url: settings.LAW_FIRM_URL, secret: settings.LAW_FIRM_SECRET }));
}
