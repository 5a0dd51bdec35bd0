import type { Command } from 'commander';
import type { MessageToSend } from '../../sending/sendMessage';
import { oneOf, reference } from '../options';
import { givenBy, order, send, type Typed } from './order';

/** What a collector writes, and who answers for it [CONDUCT]. */
export const writingOrders = (): Command[] => [
  order('message', 'write to the debtor in words of your own, set into an approved template [CONDUCT]')
    .addOption(oneOf('--channel <channel>', 'on which', ['sms', 'email']))
    .option('--text <text>', 'the words, which then stay in the history of your shell (default: standard input)')
    .addHelpText('after', '\nWords that the pack forbids are held until somebody else approves or rejects the message.')
    .action((account: string, options: Typed & MessageToSend) => {
      const { sendMessage } = require('../../sending/sendMessage') as typeof import('../../sending/sendMessage');
      return sendMessage(account, givenBy(options), options);
    }),
  judging('message-approve', 'approve a message that is held, which another one wrote').action(
    (account: string, options: Typed & { messageId: string }) => {
      const given = givenBy(options);
      return send(account, given, { type: 'ApproveMessage', messageId: options.messageId, by: given.by });
    },
  ),
  judging('message-reject', 'reject a message that is held, which another one wrote')
    .requiredOption('--because <word>', 'why, in a word', reference)
    .action((account: string, options: Typed & { messageId: string; because: string }) => {
      const given = givenBy(options);
      const { messageId, because } = options;
      return send(account, given, { type: 'RejectMessage', messageId, because, by: given.by });
    }),
  order('letter-by-hand', 'ask for a letter that is handed over at a visit, also for a small balance [LETTER-MIN]')
    .requiredOption('--rung <rung>', 'which letter of the pack, by the name of its rung', reference)
    .action((account: string, options: Typed & { rung: string }) => {
      const given = givenBy(options);
      const { rung } = options;
      return send(account, given, { type: 'RequestLetterByHand', requestId: given.id, rung, by: given.by });
    }),
];

const judging = (name: string, description: string): Command =>
  order(name, `${description} [CONDUCT]`).requiredOption(
    '--message-id <id>',
    'the message, as its request was named',
    reference,
  );
