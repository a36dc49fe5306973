// Whoever asks for less motion gets none: no transition, no animation, no smooth scrolling, on any element.
import { Figure } from './figures/figure.ts';
import { expect, pages, test } from './site.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const path of pages) {
  test(`${path} moves nothing`, async ({ page }) => {
    await page.goto(path);
    for (const id of await page.locator('figure[data-code]').evaluateAll((all) => all.map((each) => each.id)))
      await new Figure(page, id).awake();
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) =>
        [null, '::before', '::after'].flatMap((pseudo) => {
          const { transitionDuration, transitionDelay, animationName, scrollBehavior } = getComputedStyle(
            element,
            pseudo,
          );
          const lasts = `${transitionDuration},${transitionDelay}`
            .split(',')
            .some((time) => Number.parseFloat(time) > 0);
          return lasts || animationName !== 'none' || scrollBehavior === 'smooth'
            ? [`${element.tagName} ${element.className} ${pseudo ?? ''}`]
            : [];
        }),
      ),
    );
    expect(moving).toEqual([]);
  });
}
