// SPDX-License-Identifier: AGPL-3.0-or-later
// Every request that the screens made must stand in the API's own description (GET /api/v1/openapi.json).

export class Described {
  asked = new Set();

  listen(page) {
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/v1/')) this.asked.add(`${request.method()} ${pathname.slice('/api/v1'.length)}`);
    });
  }

  /** Requests that no path of the document fits. */
  unknown(document) {
    const routes = Object.entries(document.paths).flatMap(([path, verbs]) =>
      Object.keys(verbs).map((verb) => {
        const short = path.replace(/^\/api\/v1/, '');
        return { verb: verb.toUpperCase(), pattern: new RegExp(`^${short.replace(/\{\w+\}/g, '[^/]+')}$`) };
      }),
    );
    return [...this.asked].filter((one) => {
      const [verb, path] = one.split(' ');
      return !routes.some((route) => route.verb === verb && route.pattern.test(path));
    });
  }
}
