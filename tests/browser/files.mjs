// SPDX-License-Identifier: AGPL-3.0-or-later
// The documents of the journey: a PDF of two pages and two texts, about invented people and places, written here byte by byte.

const lines = [
  ['REPORT ON A VISIT TO COLONY No. 3, ORTOVO', 'On 17 May the group spoke in private with eleven people.', 'Three of them named the same officer, Rakhmatov, and showed', 'bruises on the soles of both feet.'], // prettier-ignore
  ['Recommendation: examine every detainee on arrival,', 'in the absence of guards, and keep a record of every injury.'],
];

export function pdf() {
  const objects = [];
  const pages = lines.map((_, at) => `${4 + at * 2} 0 R`);
  objects.push('<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${pages.join(' ')}] /Count ${pages.length} >>`);
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  lines.forEach((each, at) => {
    const text = `BT /F1 14 Tf 60 760 Td 22 TL ${each.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join(' ')} ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + at * 2} 0 R >>`,
    );
    objects.push(`<< /Length ${text.length} >>\nstream\n${text}\nendstream`);
  });
  let out = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = out.length;
    out += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}

export const files = [
  { name: 'visit-to-colony-3.pdf', mimeType: 'application/pdf', buffer: pdf() },
  { name: 'показания.txt', mimeType: 'text/plain', buffer: Buffer.from('Показания свидетеля.\nТрое назвали сотрудника Рахматова и показали кровоподтёки на подошвах обеих ступней.\n') }, // prettier-ignore
  { name: 'note <img src=x onerror=alert(1)>.txt', mimeType: 'text/plain', buffer: Buffer.from('A note with a strange name. <script>window.broken = 1</script> Ortovo.\n') }, // prettier-ignore
];
