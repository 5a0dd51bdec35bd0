import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';

/** What somebody may do here; which role may call which route stands in `access.ts`. */
export const ROLES = ['operations', 'legal', 'auditor', 'supervisor', 'system'] as const;
export type Role = (typeof ROLES)[number];

export const ALGORITHM = 'EdDSA';
export const ISSUER = 'arrears';
export const AUDIENCE = 'arrears';

/** Two JWKs (Ed25519): the private one signs tokens, the public one is given to the API. */
export type KeyPair = Readonly<{ publicKey: JWK; privateKey: JWK }>;

export async function createKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return { publicKey: await exportJWK(publicKey), privateKey: await exportJWK(privateKey) };
}

/** `sub` names who calls and is written into the journal; `expiresIn` is a span such as `15m` or `1d`. */
export type TokenClaims = Readonly<{ sub: string; roles: readonly Role[]; expiresIn: string }>;

/** Signs a token for the embedded run and for tests; elsewhere the bank's identity provider does. */
export async function issueToken(privateKey: JWK, { sub, roles, expiresIn }: TokenClaims): Promise<string> {
  return new SignJWT({ roles })
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(sub)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(await importJWK(privateKey, ALGORITHM));
}
