import { sha256 } from '../../../storage/canonical';
import { NAMES, textOf, type BundledText } from '../form';
import type { Bundle } from './openBundle';
import type { Tally } from './tally';

/** Each text that went out is the one whose hash the journal holds. A bundle without texts is asked nothing. */
export function checkTexts(tally: Tally, bundle: Bundle): void {
  if (!bundle.manifest.withTexts) return;
  for (const accountId of bundle.accounts) {
    tally.ask('texts', accountId, () => {
      for (const row of bundle.journal(accountId)) {
        const named = textOf(row);
        if (named) tally.ask('texts', named.id, () => checkText(tally, bundle, named));
      }
    });
  }
}

function checkText(tally: Tally, bundle: Bundle, { id, sha256: hash }: Readonly<{ id: string; sha256: string }>): void {
  const name = NAMES.text(id);
  const missing = bundle.whyNot(name);
  if (missing) return tally.notChecked('texts', id, missing);
  const { salt, content } = bundle.json(name) as BundledText;
  const salted = Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(content)]);
  if (sha256(salted) === hash) return tally.holds('texts');
  tally.damaged('texts', id, 'it is not the text that the journal names');
}
