import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { bytes, isThere, text } from './files';
import { type Picture, readPng } from './png';

const badgeFolder = 'bot/features/thanks/badges';
const badges = [
  'explained',
  'showed',
  'feedback',
  'door',
  'listened',
  'mistake',
  'time',
  'together',
  'asked',
].map((id) => `${badgeFolder}/${id}`);
const icons = ['appPackage/color', 'appPackage/outline'];
const illustrations = ['empty-skills', 'empty-foryou', 'empty-badges', 'empty-learning'].map(
  (name) => `tab/illustrations/${name}`,
);

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

function pixelsOf({ pixels }: Picture): Pixel[] {
  return Array.from({ length: pixels.length / 4 }, (_, i) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(i * 4, i * 4 + 4);
    return [red, green, blue, alpha] as const;
  });
}

/** Relative luminance as WCAG 2 defines it, 0 to 1. */
function luminance([red, green, blue]: readonly [number, number, number, ...number[]]): number {
  const linear = (value: number) =>
    value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** The share of a picture's solid pixels that stand out from a ground by 3 to 1 or more. */
function standingOut(pixels: readonly Pixel[], ground: readonly [number, number, number]): number {
  const solid = pixels.filter(([, , , alpha]) => alpha === 255);
  const clear = solid.filter((pixel) => {
    const [light, dark] = [luminance(pixel), luminance(ground)].sort((a, b) => b - a);
    return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05) >= 3;
  });
  return clear.length / solid.length;
}

describe('the badges', () => {
  test('are the eight of the product, and no file is left over', () => {
    const expected = badges.flatMap((badge) => [`${badge}.png`, `${badge}.svg`]).sort();
    const found = readdirSync(badgeFolder).map((name) => `${badgeFolder}/${name}`);
    expect(found.sort()).toEqual(expected);
  });

  test.each(badges)('%s is 192 pixels square and under 30 KB', (badge) => {
    const file = bytes(`${badge}.png`);
    expect(readPng(file)).toMatchObject({ width: 192, height: 192 });
    expect(file.length).toBeLessThan(30 * 1024);
  });

  test.each(badges)('%s has three open corners, so that any ground shows through', (badge) => {
    const picture = readPng(bytes(`${badge}.png`));
    const alphaAt = (x: number, y: number) => picture.pixels[(y * picture.width + x) * 4 + 3];
    expect([alphaAt(0, 0), alphaAt(191, 0), alphaAt(191, 191)]).toEqual([0, 0, 0]);
  });

  test.each(badges)('%s can be told from a white, a dark and a black ground', (badge) => {
    const pixels = pixelsOf(readPng(bytes(`${badge}.png`)));
    expect(standingOut(pixels, [255, 255, 255])).toBeGreaterThan(0.5);
    expect(standingOut(pixels, [31, 31, 31])).toBeGreaterThan(0.1);
    expect(standingOut(pixels, [0, 0, 0])).toBeGreaterThan(0.5);
  });

  test('are nine different pictures', () => {
    const hashes = badges.map((badge) => createHash('sha256').update(bytes(`${badge}.png`)));
    expect(new Set(hashes.map((hash) => hash.digest('hex'))).size).toBe(9);
  });
});

describe('the icons', () => {
  test('the colour icon is 192 pixels square with no hole in it', () => {
    const picture = readPng(bytes('appPackage/color.png'));
    expect(picture).toMatchObject({ width: 192, height: 192 });
    expect(pixelsOf(picture).every(([, , , alpha]) => alpha === 255)).toBe(true);
  });

  test('the outline icon is 32 pixels square, white on nothing', () => {
    const picture = readPng(bytes('appPackage/outline.png'));
    expect(picture).toMatchObject({ width: 32, height: 32 });
    const inked = pixelsOf(picture).filter(([, , , alpha]) => alpha > 0);
    expect(inked.length).toBeGreaterThan(100);
    expect(inked.length).toBeLessThan(32 * 32);
    expect(inked.filter(([r, g, b]) => r !== 255 || g !== 255 || b !== 255)).toEqual([]);
  });
});

describe('the drawings', () => {
  test.each([...badges, ...icons])('%s.png was drawn from the drawing beside it', (name) => {
    const drawing = createHash('sha256')
      .update(bytes(`${name}.svg`))
      .digest('hex');
    // When this fails: node infra/build/draw.mjs
    expect(readPng(bytes(`${name}.png`)).notes.get('Drawing')).toBe(drawing);
  });

  test.each([
    ['welcome', 'empty-skills'],
    ['team', 'page-team'],
  ])('the picture %s of a card was drawn from the tab’s %s', (name, illustration) => {
    const drawing = createHash('sha256')
      .update(bytes(`tab/illustrations/${illustration}.svg`))
      .digest('hex');
    const picture = readPng(bytes(`bot/cards/pictures/${name}.png`));
    expect(picture.notes.get('Drawing')).toBe(drawing);
    expect(picture).toMatchObject({ width: 320, height: 240 });
  });

  test.each(illustrations)('%s is there, 160 by 120 and under 2 KB', (name) => {
    expect(isThere(`${name}.svg`)).toBe(true);
    expect(text(`${name}.svg`)).toMatch(/^<svg [^>]*width="160" height="120"/);
    expect(bytes(`${name}.svg`).length).toBeLessThan(2048);
  });

  test.each([...badges, ...icons, ...illustrations])('%s holds shapes only', (name) => {
    expect(text(`${name}.svg`)).not.toMatch(/<(text|script|style|image|foreignObject)|href|on\w+=/);
  });
});
