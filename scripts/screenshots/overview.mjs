import { readFileSync } from 'node:fs';

const dataUrl = (path) => `data:image/png;base64,${readFileSync(path).toString('base64')}`;

/** A page that shows the console with a phone in front of it. */
export function overviewPage(desk, phone) {
  return `<!doctype html><style>
    body { margin: 0; width: 1600px; height: 1000px; background: #e9ebf0; position: relative; overflow: hidden; }
    img { position: absolute; display: block; box-shadow: 0 12px 40px rgb(20 24 40 / 22%); }
    .desk { left: 48px; top: 50px; width: 1440px; border-radius: 10px; }
    .phone { right: 40px; bottom: 36px; width: 300px; border-radius: 28px; border: 7px solid #1b1d22; }
  </style><img class="desk" src="${dataUrl(desk)}"><img class="phone" src="${dataUrl(phone)}">`;
}
