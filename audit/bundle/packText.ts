type Text = Readonly<{ subject: string; body: string }>;
type Template = Readonly<{
  version: number;
  /** Packs of the first build had none. */
  approval?: Readonly<{ by: string; on: string; through: string }>;
  texts: Readonly<Record<string, Text>>;
}>;

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** The templates of a policy pack for people to read. It follows from the pack's content, so a verifier writes it once more. */
export function packText(content: unknown): string {
  const { id, version, templates } = content as { id: string; version: string; templates: Record<string, Template> };
  const parts = Object.entries(templates).sort(byName).flatMap(templateText);
  return [`Policy pack ${id}, version ${version}: its templates`, ...parts, ''].join('\n\n');
}

const templateText = ([name, { version, approval, texts }]: [string, Template]): readonly string[] => [
  `== ${name}, version ${version}${approval ? `, approved by ${approval.by} on ${approval.on}, through ${approval.through}` : ''} ==`,
  ...Object.entries(texts)
    .sort(byName)
    .map(([language, { subject, body }]) => `[${language}] ${subject}\n${body}`),
];
