import { styleText } from 'node:util';
import { formatMoney, type Currency } from '../../domain/money';
import type { Counts, Figures } from '../../simulation/whatIf/figures';
import { RISK_DAYS } from '../../simulation/whatIf/moneyAtRisk';
import type { AccountWhatIf, Baseline, Money } from '../../simulation/whatIf/result';
import { CANNOT_KNOW, differsText, localMinute, notSureText, ownPackText, said } from '../../simulation/whatIf/said';
import { sideBySide } from '../../simulation/whatIf/sideBySide';
import { labelled, type Line } from '../terminal/labelled';
import { table } from '../terminal/table';

type Asked = Readonly<{ title: string; pack: string; until: string; remarks: readonly string[] }>;

const headOf = ({ title, pack, until, remarks }: Asked, ...more: readonly (string | null)[]): string[] => [
  `${title} under ${pack}, through ${until}`,
  ...remarks,
  ...more.filter((sentence) => sentence !== null),
  '',
];
const limits = (): string[] => ['', 'What this cannot know:', ...CANNOT_KNOW.map((sentence) => `  - ${sentence}`)];

/** One account: what differs first, then both lives side by side. */
export function accountText(account: AccountWhatIf, asked: Asked): string {
  const { timeZone: zone, contacts, breaches } = account;
  const lines = [...contacts.removed, ...contacts.added, ...contacts.moved];
  const cells = lines.map((one) => [
    one.rung,
    one.channel,
    localMinute(one.was, zone),
    localMinute(one.wouldBe, zone),
    one.rule,
  ]);
  const stages = account.stages.map((one) => [one.stage, localMinute(one.was, zone), localMinute(one.wouldBe, zone)]);
  return [
    ...headOf(asked, ownPackText(account), account.baseline.differs && notSureText(1)),
    labelled(accountLines(account)),
    ...part('Contacts that differ:', ['rung', 'channel', 'was', 'would be', 'rule'], cells),
    ...part('Stages:', ['stage', 'was', 'would be'], stages),
    ...part(
      'Breaches of the other pack in the recorded journal, counted independently:',
      ['rule', 'version', 'what'],
      breaches.map(({ rule, version, says }) => [rule, String(version ?? ''), says]),
    ),
    ...sides(account),
    ...limits(),
  ].join('\n');
}

const part = (title: string, heads: readonly string[], rows: readonly string[][]): string[] =>
  rows.length === 0 ? [] : ['', title, table(heads, rows)];

function accountLines(account: AccountWhatIf): readonly Line[] {
  const { divergence, contacts, refused, timeZone: zone } = account;
  const first =
    divergence &&
    `version ${divergence.version}, ${localMinute(divergence.at, zone)}: ${said(divergence.was) || 'nothing'} → ${said(divergence.wouldBe) || 'nothing'}`;
  return [
    ['baseline', baselineText(account.baseline)],
    ['first divergence', first ?? 'none: both lives are the same'],
    ['rule', divergence?.rule ?? undefined],
    [
      'contacts',
      `${contacts.was} → ${contacts.wouldBe}; ${contacts.removed.length} fall away, ${contacts.added.length} are new, ${contacts.moved.length} at another moment`,
    ],
    ['refused', refused.wouldBe.map(({ type, refused: why }) => `${type}: ${why}`).join('\n') || undefined],
    ...moneyLines(account.currency, account.money),
  ];
}

/** Said in any case: a counterfactual is worth as much as the life that it is held against. */
function baselineText({ differs, beyond }: Baseline): string {
  if (differs) return `NOT lived again: ${differsText(differs)}`;
  return `lived again event for event${beyond > 0 ? `; ${beyond} more are expected after the journal's last` : ''}`;
}

function moneyLines(currency: string, money: Money): readonly Line[] {
  const say = (amountMinor: bigint): string => formatMoney(amountMinor, currency as Currency);
  const { paidMinor, paidAtRiskMinor, promisedAtRiskMinor, longerMinor, shorterMinor } = money;
  return [
    [
      `money at risk`,
      `${say(paidAtRiskMinor)} of ${say(paidMinor)} paid within ${RISK_DAYS} days after a contact that falls away`,
    ],
    ['promised', promisedAtRiskMinor > 0n ? `${say(promisedAtRiskMinor)} likewise` : undefined],
    ['goes on longer', longerMinor > 0n ? `${say(longerMinor)} still owed` : undefined],
    ['ends earlier', shorterMinor > 0n ? `${say(shorterMinor)} still owed as recorded` : undefined],
  ];
}

function sides(account: AccountWhatIf): string[] {
  const all = sideBySide(account);
  const rows = all.map(({ at, was, wouldBe }) => [localMinute(at, account.timeZone), was, wouldBe]);
  const [head, ...lines] = table(['at', 'as recorded', 'under the other pack'], rows).split('\n');
  const shown = lines.map((line, i) => (all[i]!.isSame || !process.stdout.isTTY ? line : styleText('yellow', line)));
  return ['', head!, ...shown];
}

/** A portfolio in figures. */
export function portfolioText(figures: Figures, asked: Asked): string {
  const stages = Object.entries(figures.stages).map(([stage, one]) => [
    stage,
    ...[one.was, one.wouldBe, one.earlier, one.later].map(String),
  ]);
  const money = Object.entries(figures.money).flatMap(([currency, one]) => moneyLines(currency, one));
  return [
    ...headOf(
      asked,
      figures.leftOut > 0 && figures.leftOut + figures.notLived === figures.accounts
        ? 'Every account keeps its own pack: nothing is compared.'
        : null,
      figures.notReproduced > 0 ? notSureText(figures.notReproduced) : null,
    ),
    labelled([...figureLines(figures), ...money]),
    ...counts('Contacts that fall away, by what keeps them back:', figures.removedBy),
    ...counts('Contacts that are new, by what kept them back:', figures.addedBy),
    ...counts('First divergence, by rule:', figures.divergedBy),
    ...part('Stages:', ['stage', 'was', 'would be', 'earlier', 'later'], stages),
    ...counts('Breaches of the other pack in the recorded journals, counted independently:', figures.breachesBy),
    ...limits(),
  ].join('\n');
}

const counts = (title: string, of: Counts): string[] =>
  part(
    title,
    ['rule', 'count'],
    Object.entries(of).map(([rule, count]) => [rule, String(count)]),
  );

function figureLines(figures: Figures): readonly Line[] {
  const { accounts, notLived, leftOut, notReproduced, notReproducedExamples, contacts, refused } = figures;
  return [
    ['accounts', `${accounts}, ${figures.diverged} diverge`],
    [
      'not lived',
      notLived === 0 ? undefined : `${notLived}: nothing is recorded of them by then, or they never come to rest`,
    ],
    ['keep their pack', leftOut === 0 ? undefined : `${leftOut}: the other one is not for them`],
    ['baseline', notReproduced === 0 ? 'every recorded life is lived again event for event' : undefined],
    [
      'NOT lived again',
      notReproduced === 0
        ? undefined
        : [`${notReproduced}, in none of these figures but the breaches`, ...notReproducedExamples].join('\n'),
    ],
    ['contacts', `${contacts.was} → ${contacts.wouldBe}; ${figures.moved} at another moment`],
    ['refused', refused.was === refused.wouldBe ? undefined : `${refused.was} → ${refused.wouldBe} commands`],
  ];
}
