import { Option, type Command } from 'commander';
import type { AttemptId } from '../../../domain/brand';
import type { Attitude, CallResult } from '../../../domain/events';
import type { FactOf } from '../../../domain/message';
import { attitude, callResult } from '../../../storage/codecParts';
import { by, madeId, oneOf, reference, userOfTerminal } from '../options';
import { fact, send, type Common } from './fact';

/** What became of calls and letters [RECORD]. */
export const contactFacts = (): Command[] => [reportCall(), trackLetter()];

type Call = Common &
  Readonly<{
    attemptId?: string;
    result: CallResult;
    identityVerified: boolean;
    attitude?: Attitude;
    recording?: string;
    by?: string;
  }>;

function reportCall(): Command {
  return fact('call-result', 'how a call ended [RECORD]', 'the id of the call')
    .option('--attempt-id <id>', 'the attempt; left out when the debtor called', reference)
    .addOption(oneOf('--result <result>', 'how it ended', callResult.options))
    .option('--identity-verified', 'the debtor in person proved who they are [IDENTITY]', false)
    .addOption(new Option('--attitude <attitude>', 'how the debtor took it').choices(attitude.options))
    .option('--recording <ref>', 'names the recording', reference)
    .addOption(by('who spoke'))
    .action((account: string, options: Call) => {
      const { id = madeId(), result, identityVerified, attitude = null, json } = options;
      if (identityVerified && result !== 'rightParty') {
        throw new Error(
          'Only the debtor in person proves who they are: --identity-verified needs --result rightParty.',
        );
      }
      return send(account, json, 'calls', id, {
        type: 'CallResultReported',
        attemptId: (options.attemptId as AttemptId | undefined) ?? null,
        result,
        textId: null,
        by: options.by ?? userOfTerminal(),
        attitude,
        recordingRef: options.recording ?? null,
        identityVerified,
      });
    });
}

type Tracked = Common &
  Readonly<{ number: string; status: FactOf<'LetterTracked'>['status']; mailNumber?: string; by?: string }>;
const STATUSES: readonly Tracked['status'][] = ['mailed', 'handedOver', 'delivered', 'returned', 'spoiled'];

function trackLetter(): Command {
  return fact('letter-tracked', 'what became of a letter; counts once for each letter and status [LETTER-REGISTERED]')
    .requiredOption('--number <number>', 'the register number of the letter', reference)
    .addOption(oneOf('--status <status>', 'what became of it', STATUSES))
    .option('--mail-number <number>', 'with mailed: the number that the post gave it', reference)
    .addOption(by('with handedOver: who handed it over'))
    .action((account: string, options: Tracked) =>
      send(account, options.json, 'letter-tracking', `${options.number} ${options.status}`, tracking(options)),
    );
}

function tracking({ number: registerNumber, status, mailNumber, by }: Tracked): FactOf<'LetterTracked'> {
  const type = 'LetterTracked';
  if (status === 'handedOver') return { type, registerNumber, status, by: by ?? userOfTerminal() };
  if (status !== 'mailed') return { type, registerNumber, status };
  if (mailNumber === undefined)
    throw new Error('A letter is registered mail: say its --mail-number [LETTER-REGISTERED].');
  return { type, registerNumber, status, mailNumber };
}
