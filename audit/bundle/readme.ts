/** For whoever opens the bundle first. */
export const README = `AUDIT BUNDLE

This file holds the recorded lives of the accounts that manifest.json names: what happened, what was decided and why, under
which rules, and by which code.

  manifest.json   what is in here, with the size and SHA-256 of each file, and what is missing and why
  manifest.sig    the signature over it (Ed25519)
  journal/        every event of each account, chained by hashes
  turns/          how the journal came about: what was heard when, and what was to come next
  inbox/          what each account heard: payments, calls, orders
  histories/      the runs of each account in Temporal, a second record of the same
  packs/          the rules that were in force, and their templates as text
  code/           the code of each build that decided
  checkpoints.jsonl, proofs/
                  signed seals over the whole journal, day by day, and where each event stands in them
  texts/          the texts that went out, if they were asked for

HOW TO CHECK IT

1. Do not take the program or the key from in here alone: whoever forges a bundle forges them too. Take the public key from a
   place that you trust, such as a letter or an earlier bundle, and compare it with what is used here. The program
   verify.mjs is the same for all bundles of a version; its source is open to you, and the collector publishes its SHA-256.
2. Install Node.js 20 or later. Neither a network nor a database is needed.
3. Run

     node verify.mjs bundle.zip --key ed25519:THE-PUBLIC-KEY

   With --run-code it also takes each decision once more with the code in code/. This runs that code on your machine:
   do it on one that holds nothing of value.
4. The last lines say what was checked. The exit code is 0 where everything was checked and holds, 3 where something was
   altered, removed or added, and 6 where something could not be checked.

If you noted the hash of a checkpoint earlier, say so with --noted HASH: it has to be in here still.
`;
