import type { LetterRecord, PacketRecord, ProviderRecords } from '../../../activities/ports';
import type { Finding } from '../../finding';
import type { Dealings, Letter, Referral } from './dealings';
import { broken, notChecked } from './finding';

/** Each printed letter is at the print house once, under its number and with its hash; one that never left is not. */
export async function lettersOf(
  { accountId, letters }: Dealings,
  records: ProviderRecords,
): Promise<readonly Finding[]> {
  const found = new Map((await records.letters.find([...letters.keys()])).map((one) => [one.registerNumber, one]));
  return [...letters.values()].flatMap((letter) => judgeLetter(accountId, letter, found.get(letter.registerNumber)));
}

function judgeLetter(
  accountId: string,
  { registerNumber, version, printed, isSpoiled }: Letter,
  record: LetterRecord | undefined,
): readonly Finding[] {
  if (printed && !record) {
    const says = `${registerNumber} was printed, says the journal, and the print house has no such letter`;
    return [broken(accountId, 'letterWithoutRecord', says, printed.version)];
  }
  if (!record) return [];
  if (!printed) {
    if (!isSpoiled) return [];
    const says = `${registerNumber} was spoiled before it was printed, says the journal, and the print house has it`;
    return [broken(accountId, 'recordOfUnsent', says, version)];
  }
  const isOther = record.contentSha256 !== null && record.contentSha256 !== printed.sha256;
  if (record.sha256 === printed.sha256 && !isOther) return [];
  return [
    broken(accountId, 'recordDiffers', `What the print house has of ${registerNumber} is another letter`, version),
  ];
}

/** Each referral that was delivered is at the law firm once, whole and with its manifest's hash. */
export async function packetsOf(
  { accountId, referrals }: Dealings,
  records: ProviderRecords,
): Promise<readonly Finding[]> {
  if (!records.packets) {
    if (referrals.size === 0) return [];
    return [notChecked(accountId, 'providerCannotBeAsked', 'Nobody can ask the law firm what it has')];
  }
  const found = await records.packets.find(accountId, [...referrals.keys()]);
  const byId = new Map(found.map((record) => [record.referralId, record]));
  const strange = found.filter(({ referralId }) => !referrals.has(referralId));
  return [
    ...[...referrals.values()].flatMap((one) => judgePacket(accountId, one, byId.get(one.referralId))),
    ...strange.map(({ referralId }) =>
      broken(accountId, 'recordWithoutDecision', `The law firm has ${referralId}, which nobody proposed`),
    ),
  ];
}

function judgePacket(
  accountId: string,
  { referralId, version, isOpen, delivered }: Referral,
  record: PacketRecord | undefined,
): readonly Finding[] {
  if (delivered && !record) {
    const says = `${referralId} was delivered, says the journal, and the law firm has no such packet`;
    return [broken(accountId, 'packetWithoutRecord', says, delivered.version)];
  }
  if (!record) return [];
  if (!delivered) {
    if (isOpen) return [];
    const says = `${referralId} was never delivered, says the journal, and the law firm has it`;
    return [broken(accountId, 'recordOfUnsent', says, version)];
  }
  const isSame = record.accountId === accountId && record.manifestSha256 === delivered.manifestSha256;
  if (isSame && record.isWhole) return [];
  const says = `The packet ${referralId} at the law firm is not the one that was delivered`;
  return [broken(accountId, 'recordDiffers', says, delivered.version)];
}
