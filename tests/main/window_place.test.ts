import { expect, test } from 'vitest';
import { placeWindow } from '../../main/window_place';

const left = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1600, height: 860 };
const kept = (x: number, y: number, width = 1200, height = 800) => ({ x, y, width, height, maximized: false });

test.each([
  ['nothing is remembered', null, [left], { x: 320, y: 110, width: 1280, height: 820 }],
  ['it stands on the first screen', kept(100, 80), [left, right], { x: 100, y: 80, width: 1200, height: 800 }],
  ['it stands on the second screen', kept(2000, 20), [left, right], { x: 2000, y: 20, width: 1200, height: 800 }],
  ['the second screen is gone', kept(2000, 20), [left], { x: 360, y: 120, width: 1200, height: 800 }],
  ['its title bar is above the screen', kept(100, -60), [left], { x: 360, y: 120, width: 1200, height: 800 }],
  ['its title bar is below the screen', kept(100, 1030), [left], { x: 360, y: 120, width: 1200, height: 800 }],
  ['only a sliver is in sight', kept(1860, 50), [left], { x: 360, y: 120, width: 1200, height: 800 }],
  ['half of it is in sight', kept(-600, 50), [left], { x: -600, y: 50, width: 1200, height: 800 }],
  ['it is larger than the screen', kept(0, 0, 5000, 4000), [left], { x: 0, y: 0, width: 1920, height: 1040 }],
  ['it is tiny', kept(10, 10, 200, 200), [left], { x: 10, y: 10, width: 720, height: 480 }],
  ['the screen is smaller than the least window', null, [{ x: 0, y: 0, width: 640, height: 400 }], { x: 0, y: 0, width: 640, height: 400 }],
])('places the window when %s', (_when, place, screens, expected) => {
  expect(placeWindow(place, screens)).toEqual(expected);
});
