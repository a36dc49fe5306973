// Numbers of cookies, sessions and tokens: limits that the standards set, and what the recordings in browsers showed.
import type { Fact } from './fact.ts';

export const facts: readonly Fact[] = [
  // Cookies
  {
    id: 'cookie.size.max',
    value: 4096,
    unit: 'bytes',
    source: 'rfc6265bis',
    at: '5.6',
    note: { en: 'name and value together', zh: '名字加值' },
  },
  {
    id: 'cookie.days.max',
    value: 400,
    unit: 'count',
    source: 'rfc6265bis',
    at: '5.5',
    note: {
      en: 'the recommended limit, kept by both browsers (e05, e06)',
      zh: '建议的上限，两种浏览器都照做（e05、e06）',
    },
  },
  {
    id: 'cookie.unset.post',
    value: 2,
    unit: 'minutes',
    source: 'cookie-recordings',
    at: 'ss51',
    note: {
      en: 'Chromium 156, from the setting of the cookie; RFC 6265bis calls this a reasonable limit (5.6.7.2)',
      zh: 'Chromium 156，从设置 Cookie 时算起；RFC 6265bis 认为这个上限合理（5.6.7.2）',
    },
  },
  { id: 'cookie.cases', value: 250, unit: 'count', source: 'cookie-recordings' },
  { id: 'cookie.cases.differ', value: 56, unit: 'count', source: 'cookie-recordings' },

  // Tokens
  { id: 'token.guess.bits', value: 128, unit: 'count', source: 'rfc6749', at: '10.10' },
  { id: 'token.lifetime.max', value: 60, unit: 'minutes', source: 'rfc6750', at: '5.3' },
  { id: 'jwt.hs256.key.bits', value: 256, unit: 'count', source: 'rfc7518', at: '3.2' },
];
