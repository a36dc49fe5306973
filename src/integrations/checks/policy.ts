// Nothing in a page that its content security policy would stop, and nothing that asks a third party.
import { attribute, type Element } from '../html.ts';
import type { Check, Problem } from './house.ts';

export const policy: Check = {
  name: "pages carry a strict policy, no style attribute, no inline handler and nobody else's files",
  run: ({ pages }) =>
    pages.flatMap(({ path, elements }) => [
      ...policyProblems(path, elements),
      ...elements.flatMap((element) => problemsOf(path, element)),
    ]),
};

function policyProblems(where: string, elements: readonly Element[]): Problem[] {
  const meta = elements.find((element) => attribute(element, 'http-equiv') === 'content-security-policy');
  const content = meta ? (attribute(meta, 'content') ?? '') : '';
  if (!content.startsWith("default-src 'none'"))
    return [{ where, what: `has no policy that begins with default-src 'none'` }];
  return /unsafe-|\*|https?:/.test(content) ? [{ where, what: `has a policy with a hole: ${content}` }] : [];
}

function problemsOf(where: string, element: Element): Problem[] {
  const bad = (what: string) => [{ where, what: `<${element.tagName}> ${what}` }];
  const handler = element.attrs.find(({ name }) => name === 'style' || /^on[a-z]+$/.test(name));
  if (handler)
    return bad(`has the attribute ${handler.name}, which the policy forbids. Use a class or an SVG attribute`);
  const loads =
    ['script', 'img', 'iframe', 'source', 'video', 'audio', 'embed'].includes(element.tagName) ||
    (element.tagName === 'link' && /stylesheet|preload|icon|manifest/.test(attribute(element, 'rel') ?? ''));
  const address = attribute(element, 'src') ?? attribute(element, 'href') ?? '';
  return loads && /^(?:https?:)?\/\//.test(address) ? bad(`loads ${address} from a third party`) : [];
}
