// SPDX-License-Identifier: AGPL-3.0-or-later
// A page image for the mock server: white paper with a grey bar for each word, as a PNG written by hand.
import { crc32, deflateSync } from './zlib.mjs';

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

export function pictureOf(page, scale = 1.5) {
  const width = Math.round(page.width_pt * scale);
  const height = Math.round(page.height_pt * scale);
  const rows = Buffer.alloc((width + 1) * height, 255);
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0;
  for (const { box } of page.words) {
    const [x0, y0, x1, y1] = box.map((value) => Math.round(value * scale));
    for (let y = y0 + 4; y < y1 - 3; y++) rows.fill(95, y * (width + 1) + 1 + x0, y * (width + 1) + 1 + x1 - 3);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const magic = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([magic, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
