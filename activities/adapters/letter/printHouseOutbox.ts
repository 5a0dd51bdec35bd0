import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LetterRefused, ProviderUnavailable, type OutgoingLetter, type PrintHouse } from '../../ports';
import { readJson } from '../exchange';
import { readIfThere, writeOnce } from '../writeOnce';
import { errorCode } from '../errorCode';
import { letterPdf } from './letterPdf';

const jobTicket = z.strictObject({
  registerNumber: z.string(),
  pages: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  registered: z.boolean(),
  datedOn: z.iso.date(),
});
type JobTicket = z.output<typeof jobTicket>;

/**
 * Hands letters to a print house through a folder: `<number>.pdf`, then `<number>.json`, the job ticket.
 * The ticket is the handing over: the house prints what has one, so a letter is printed once however often it is handed over.
 */
export function printHouseOutbox(folder: string): PrintHouse {
  return {
    async print(letter) {
      const { registerNumber } = letter;
      if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(registerNumber)) {
        throw new LetterRefused('the register number must be letters, digits and hyphens');
      }
      const { pdf, pages } = await letterPdf(letter);
      const ticket = ticketOf(letter, pdf, pages);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await handOver(folder, pdf, ticket);
      } catch (error) {
        if (error instanceof LetterRefused) throw error;
        throw new ProviderUnavailable(errorCode(error) === 'ENOSPC' ? 'outboxIsFull' : 'outboxNotWritable');
      }
      return { providerRef: registerNumber, pages, sha256: ticket.sha256 };
    },
  };
}

function ticketOf({ registerNumber, registered, datedOn }: OutgoingLetter, pdf: Buffer, pages: number): JobTicket {
  return { registerNumber, pages, sha256: createHash('sha256').update(pdf).digest('hex'), registered, datedOn };
}

async function handOver(folder: string, pdf: Buffer, ticket: JobTicket): Promise<void> {
  const path = join(folder, ticket.registerNumber);
  // A house that has taken the PDF away leaves the ticket: the PDF must not come back.
  if (await isHandedOver(`${path}.json`, ticket)) return;
  if ((await writeOnce(`${path}.pdf`, pdf)) === 'there') {
    const there = await readIfThere(`${path}.pdf`);
    if (there && !there.equals(pdf)) throw otherLetter();
  }
  if ((await writeOnce(`${path}.json`, JSON.stringify(ticket))) === 'there') await isHandedOver(`${path}.json`, ticket);
}

async function isHandedOver(path: string, ticket: JobTicket): Promise<boolean> {
  const file = await readIfThere(path);
  if (!file) return false;
  const there = jobTicket.safeParse(readJson(file.toString('utf8')));
  if (there.success && there.data.sha256 === ticket.sha256 && there.data.registered === ticket.registered) return true;
  throw otherLetter();
}

function otherLetter(): LetterRefused {
  return new LetterRefused('its register number was already handed over with another content; issue a new number');
}
