import { chance, draw, pick } from './draw';

const SURNAMES = [
  ['陳', 'Chen'],
  ['林', 'Lin'],
  ['黃', 'Huang'],
  ['張', 'Chang'],
  ['李', 'Lee'],
  ['王', 'Wang'],
  ['吳', 'Wu'],
  ['劉', 'Liu'],
  ['蔡', 'Tsai'],
  ['楊', 'Yang'],
  ['許', 'Hsu'],
  ['鄭', 'Cheng'],
  ['謝', 'Hsieh'],
  ['郭', 'Kuo'],
  ['歐陽', 'Ouyang'],
] as const;

/** Given names that no one has: test, trial, sample, example, alias, fiction, demonstration, simulation, drill, mock-up. */
const GIVEN_NAMES = ['測試', '試用', '樣本', '範例', '化名', '虛構', '示範', '模擬', '演練', '擬造'] as const;

/**
 * The personal columns of a debtor, all made up from its number and visibly so: no phone, address or e-mail domain of this
 * shape is in use, and no national id has a 0 as its second character.
 */
export function madeUpDebtor(number: number): Record<string, string> {
  const sequence = String(number).padStart(5, '0');
  const key = `debtor ${number}`;
  const [surname, roman] = pick(key, 'surname', SURNAMES);
  const isEnglish = chance(key, 'English', 4);
  return {
    debtor_id: `D-${sequence}`,
    language: isEnglish ? 'en' : 'zh-TW',
    time_zone: 'Asia/Taipei',
    name: isEnglish ? `Sample ${roman} ${sequence}` : `${surname}${pick(key, 'given name', GIVEN_NAMES)} ${sequence}`,
    national_id: draw(key, 'national id', 10) === 0 ? '' : `A0000${sequence}`,
    mobile: chance(key, 'no mobile', 3) ? '' : `+8869000${sequence}`,
    home_phone: chance(key, 'home phone', 30) ? `+8862000${sequence}` : '',
    office_phone: chance(key, 'office phone', 40) ? `+8864000${sequence}` : '',
    email: chance(key, 'no e-mail', 5) ? '' : `debtor${sequence}@example.invalid`,
    address: isEnglish ? `No. ${number}, Sec. 1, Test Road|Taipei City` : `台北市|測試路 1 段 ${number} 號`,
  };
}
