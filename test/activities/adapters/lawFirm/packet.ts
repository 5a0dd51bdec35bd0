import type { LegalPacket } from '../../../../activities/ports';

export const packet: LegalPacket = {
  referralId: 'referral-0007',
  accountId: 'account-0042',
  files: [
    { name: 'statement.csv', mediaType: 'text/csv', content: Buffer.from('date,amount\n2026-03-01,12345\n') },
    { name: '催告函.pdf', mediaType: 'application/pdf', content: Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 255]) },
  ],
};
