import { Option, type Command } from 'commander';
import type { Provenance } from '../../../domain/events';
import type { Channel, Language, MessageChannel } from '../../../domain/policy';
import type { Hours, Instant } from '../../../domain/time';
import { channel, language, messageChannel, provenance } from '../../../storage/codecParts';
import { by, hours, madeId, moment, oneOf, reference, userOfTerminal } from '../options';
import { fact, send, type Common } from './fact';

const PROOF = 'names the call, letter or message that says so';

/** What the debtor wants and allows. Every account of the debtor is told. */
export const debtorFacts = (): Command[] => [
  fact('opt-out', 'the debtor wants no more contact on a channel [CONSENT]', PROOF)
    .addOption(oneOf('--channel <channel>', 'which', channel.options))
    .addOption(new Option('--provenance <who>', 'who said so').choices(provenance.options).default('debtor'))
    .action((account: string, options: Common & { channel: Channel; provenance: Provenance }) => {
      const { id: ref = madeId(), channel, provenance, json } = options;
      return send(account, json, 'opt-outs', ref, { type: 'OptOutReported', ref, channel, provenance });
    }),
  fact('opt-in', 'the debtor allows a channel again [CONSENT]', PROOF)
    .addOption(oneOf('--channel <channel>', 'which', channel.options))
    .addOption(by('who says so'))
    .action((account: string, options: Common & { channel: Channel; by?: string }) => {
      const { id: ref = madeId(), channel, by = userOfTerminal(), json } = options;
      return send(account, json, 'opt-ins', ref, { type: 'OptInReported', ref, channel, by });
    }),
  prefer(),
  fact('agree-time', 'the debtor agreed to be contacted at another time than the lawful hours [HOURS]', PROOF)
    .requiredOption('--from <moment>', 'ISO 8601 with its offset', moment)
    .requiredOption('--to <moment>', 'ISO 8601 with its offset; not included, at most 24 hours later', moment)
    .addOption(by('who says so'))
    .action((account: string, options: Common & { from: Instant; to: Instant; by?: string }) => {
      const { id: agreementId = madeId(), from: opensAt, to: closesAt, by = userOfTerminal(), json } = options;
      const agreed = { type: 'TimeAgreementReported', agreementId, opensAt, closesAt, by } as const;
      return send(account, json, 'agreed-times', agreementId, agreed);
    }),
  fact('third-party-consent', 'the debtor allows to ask an emergency contact where they are, once [THIRD-PARTY]')
    .requiredOption('--contact-point <id>', 'the emergency number, as `arrears show` names it', reference)
    .addOption(by('who says so'))
    .action((account: string, options: Common & { contactPoint: string; by?: string }) => {
      const { contactPoint: contactPointId, by = userOfTerminal(), json } = options;
      const fact = { type: 'ThirdPartyConsentReported', contactPointId, by } as const;
      return send(account, json, 'third-party-consents', contactPointId, fact);
    }),
];

type Wishes = Common & Readonly<{ hours?: Hours; channel?: MessageChannel; language?: Language; by?: string }>;

function prefer(): Command {
  return fact('prefer', 'when, how and in which language the debtor prefers to be contacted [CONSENT]', PROOF)
    .option('--hours <hours>', 'within the lawful hours, like 09:00-12:30', hours)
    .addOption(new Option('--channel <channel>', 'instead of the planned one').choices(messageChannel.options))
    .addOption(new Option('--language <language>', 'of what is sent').choices(language.options))
    .addOption(by('who says so'))
    .addHelpText(
      'after',
      '\nReplaces what was preferred before: hours and channel that are left out are no preference any more.',
    )
    .action((account: string, options: Wishes) => {
      const { id: ref = madeId(), hours = null, channel = null, language = null, by = userOfTerminal() } = options;
      const wishes = { type: 'PreferencesReported', ref, hours, channel, language, by } as const;
      return send(account, options.json, 'preferences', ref, wishes);
    });
}
