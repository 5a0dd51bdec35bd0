import type { Language } from '../../ports';

type Words = Readonly<{ number: string; date: string; registered: string; page(page: number, pages: number): string }>;

/** The fixed words around a letter's text. */
export const letterWords: Readonly<Record<Language, Words>> = {
  'zh-TW': {
    number: '信函編號',
    date: '日期',
    registered: '掛號郵件',
    page: (page, pages) => `第 ${page} 頁，共 ${pages} 頁`,
  },
  'zh-CN': {
    number: '信函编号',
    date: '日期',
    registered: '挂号信',
    page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  },
  en: {
    number: 'Letter no.',
    date: 'Date',
    registered: 'Registered mail',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
};

/** A date (`2026-03-02`) as letters of the language write it. */
export function writtenDate(language: Language, on: string): string {
  const [year, month, day] = on.split('-').map(Number);
  return language === 'en' ? on : `${year}年${month}月${day}日`;
}
