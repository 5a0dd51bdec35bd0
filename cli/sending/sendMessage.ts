import { text as readAll } from 'node:stream/consumers';
import { findingsIn, forbiddenWords } from '../../domain/rules/conduct';
import { masterKeyFrom } from '../../storage/personalData';
import { withDatabase } from '../../storage/prepareDatabase';
import { sealWords } from '../../storage/queries/texts';
import { findService, intakeVariables } from '../findService';
import { say } from '../terminal/print';
import { heardAccount } from './heardAccount';
import { sendCommand, type Given } from './sendCommand';

export type MessageToSend = Readonly<{ channel: 'sms' | 'email'; text?: string }>;

const LONGEST = 1000;

/** Seals what a collector wrote, checks it against the words that the pack forbids, and asks the account to send it [CONDUCT]. */
export async function sendMessage(accountId: string, given: Given, { channel, text }: MessageToSend): Promise<void> {
  const words = (text ?? (await readAll(process.stdin))).trim();
  if (words.length === 0) throw new Error('There is no text: say --text, or write it to standard input.');
  if (words.length > LONGEST) throw new Error(`The text has ${words.length} characters; ${LONGEST} are the most.`);
  const place = await findService(intakeVariables);
  const message = await withDatabase(place.DATABASE_URL, async (db) => {
    const { forbidden } = (await heardAccount(db, accountId)).policy.freeText;
    const sealed = await sealWords(db, masterKeyFrom(place.ARREARS_MASTER_KEY), accountId, words);
    if (!sealed) throw new Error('The data of this debtor were erased; there is no key to seal the text with.');
    const findings = findingsIn(words, forbidden);
    if (findings.length > 0) {
      const found = findings.map((number) => forbiddenWords(forbidden)[number]).join(', ');
      say(`The pack forbids: ${found}. Somebody else has to approve the message before it goes out [CONDUCT].`);
    }
    return { ...sealed, findings };
  });
  await sendCommand(accountId, given, { type: 'SendMessage', messageId: given.id, channel, ...message, by: given.by });
}
