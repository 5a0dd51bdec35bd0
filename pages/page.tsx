/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import type { ComponentChildren, VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { css } from './css';

/** `style` is for what this kind of page alone shows, beside what all pages share. */
export type PageProps = Readonly<{ title: string; language?: string; style?: string; children: ComponentChildren }>;

/** One page that needs nothing else: no script, no font and no image from anywhere, so it can be kept and sent as a file. */
const Page = ({ title, language = 'en', style = '', children }: PageProps): VNode => (
  <html lang={language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: css + style }} />
    </head>
    <body>{children}</body>
  </html>
);

export const renderPage = (props: PageProps): string =>
  `<!doctype html>\n${renderToStaticMarkup(<Page {...props} />)}\n`;
