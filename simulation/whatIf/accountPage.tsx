/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { VNode } from 'preact';
import { renderPage } from '../../pages/page';
import { Head, Limits, MONEY_HEADS, moneyRow, Table, type Asked } from './parts';
import type { AccountWhatIf, Baseline } from './result';
import { differsText, localMinute, notSureText, ownPackText, said } from './said';
import { sideBySide } from './sideBySide';

/** One account: what differs, and both lives side by side. */
export const accountPage = (account: AccountWhatIf, asked: Asked): string =>
  renderPage({
    title: asked.title,
    children: (
      <>
        <Head {...asked} />
        {account.leftOut !== null && <p class="open">{ownPackText(account)}</p>}
        <LivedAgain {...account.baseline} />
        <Differences {...account} />
        <h2>Money at risk</h2>
        <Table heads={MONEY_HEADS} rows={[moneyRow(account.currency, account.money)]} />
        <h2>Side by side</h2>
        <Table
          heads={['at', 'as recorded', 'under the other pack']}
          rows={sideBySide(account).map(({ at, was, wouldBe }) => [localMinute(at, account.timeZone), was, wouldBe])}
        />
        <Limits />
      </>
    ),
  });

const LivedAgain = ({ differs }: Baseline): VNode =>
  differs ? (
    <p class="bad">
      {notSureText(1)} It differs {differsText(differs)}.
    </p>
  ) : (
    <p class="good">The recorded life is lived again event for event.</p>
  );

function Differences({ divergence, contacts, stages, breaches, timeZone: zone }: AccountWhatIf): VNode {
  const lines = [...contacts.removed, ...contacts.added, ...contacts.moved];
  const first = divergence
    ? `Version ${divergence.version}, ${localMinute(divergence.at, zone)}: ${said(divergence.was) || 'nothing'} → ${said(divergence.wouldBe) || 'nothing'}`
    : 'None: both lives are the same.';
  return (
    <>
      <h2>First divergence</h2>
      <p>{first}</p>
      <h2>Contacts that differ</h2>
      <Table
        heads={['rung', 'channel', 'was', 'would be', 'rule']}
        rows={lines.map((one) => [
          one.rung,
          one.channel,
          localMinute(one.was, zone),
          localMinute(one.wouldBe, zone),
          one.rule,
        ])}
      />
      <h2>Stages</h2>
      <Table
        heads={['stage', 'was', 'would be']}
        rows={stages.map(({ stage, was, wouldBe }) => [stage, localMinute(was, zone), localMinute(wouldBe, zone)])}
      />
      <h2>Breaches of the other pack in the recorded journal</h2>
      <Table
        heads={['rule', 'version', 'what']}
        rows={breaches.map(({ rule, version, says }) => [rule, String(version ?? ''), says])}
      />
    </>
  );
}
