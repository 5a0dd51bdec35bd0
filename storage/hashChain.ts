import { canonical, sha256 } from './canonical';

/** All that took part in a decision; its hash, together with the hash before it, is the next link of the chain. */
export type Link = Readonly<{
  accountId: string;
  version: number;
  at: number;
  body: unknown;
  cause: string;
  policyHash: string;
  build: string;
}>;

/** The hash of one journal row; `previous` is empty for the first. */
export const linkHash = (previous: string, link: Link): string => sha256(`${previous}\n${canonical(link)}`);
