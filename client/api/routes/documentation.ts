import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { Api, ApiSettings } from '../api.ts';

const folder = '/api/docs';

/** Nothing of the page comes from elsewhere, and nothing of it goes there. */
const closePolicy = (header: string) =>
  header
    .split(';')
    .filter((directive) => directive.trim() !== 'upgrade-insecure-requests')
    .map((directive) =>
      directive
        .split(' ')
        .filter((source) => source !== 'https:' && !/swagger\.io/.test(source))
        .join(' '),
    )
    .join(';');

/** Adds the OpenAPI document, made of the schemas of the routes that follow, and a page to read it. */
export async function addDocumentation(api: Api, { version }: Pick<ApiSettings, 'version'>): Promise<void> {
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Repometer',
        version,
        description:
          'Repositories of GitHub as monthly numbers. What is at /api/v1 only grows: members and parameters are added, none is ' +
          'renamed or taken away. Days and months are UTC and half-open. null: nobody knows; 0: it is known that there was none.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'repometer keys create' } },
      },
      tags: [
        { name: 'metrics', description: 'What each number means' },
        { name: 'kpis', description: 'Monthly numbers' },
        { name: 'repositories', description: 'What is kept, and how far it is' },
      ],
    },
    // By their own names, not def-0.
    refResolver: { buildLocalReference: (json, _base, _fragment, place) => String(json.$id ?? `def-${place}`) },
    transform: ({ schema, url, route }) => {
      const { scope } = (route.config ?? {}) as { scope?: string };
      const needsKey: Record<string, string[]>[] =
        scope === undefined ? [] : scope === 'admin' ? [{ key: [] }] : [{}, { key: [] }];
      return { schema: { ...schema, security: needsKey }, url };
    },
  });
  await api.register(swaggerUi, {
    routePrefix: folder,
    staticCSP: true,
    transformStaticCSP: closePolicy,
    validatorUrl: false,
    uiConfig: { docExpansion: 'none', deepLinking: true, tryItOutEnabled: false },
    theme: { title: 'Repometer: API' },
  });
  api.get('/api/openapi.json', { schema: { hide: true } }, async () => api.swagger());
}
