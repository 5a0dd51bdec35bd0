import { lastLook, type ContactAction, type Go } from '../contact';
import type { Instant } from '../time';
import { add, type Draft } from '../turn';
import type { AccountLife } from './accountLife';

/** The last look, with all of the debtor's contacts of this moment. What it refuses is written down at once. */
export function lookOnce(life: AccountLife, draft: Draft, action: ContactAction, now: Instant): Go | undefined {
  const { policies, ledger } = life.debtor;
  // What became of a call is not in the list of contacts before this turn is written, and the caps depend on it [FREQUENCY].
  const isNewCall = draft.recorded.some(({ event }) => event.type === 'CallResultRecorded');
  if (isNewCall) {
    life.close(draft, now);
    return undefined;
  }
  const policy = policies(draft.account.policyHash);
  const look = lastLook(draft.account, policy, action, ledger.at(now), now);
  if (look.do === 'contact') return look;
  life.close(look.do === 'record' ? add(draft, look.event, 'clock') : draft, now);
  return undefined;
}
