import { Type } from 'typebox';
import type { Api } from '../api.ts';
import { Problem } from '../problem.ts';

const noParameters = Type.Object({}, { additionalProperties: false });

const isNothing = (body: unknown) => !body || (typeof body === 'object' && Object.keys(body).length === 0);

/**
 * Refuses parameters and bodies of which a route says nothing, as those are refused that it does not name: whoever sends one means
 * something by it. Routes must be added after this; pages that people open are none of it.
 */
export function refuseUnknownInput(api: Api): void {
  api.addHook('onRoute', (route) => {
    const { schema } = route;
    if (schema === undefined || schema.hide === true || schema.querystring !== undefined) return;
    route.schema = { ...schema, querystring: noParameters };
  });
  api.addHook('preValidation', (request, _reply, done) => {
    const { schema } = request.routeOptions;
    // Bytes are those of a message whose signature its route looks at.
    if (schema?.body !== undefined || Buffer.isBuffer(request.body) || isNothing(request.body)) return done();
    done(new Problem('bad_body', 'This address takes no body: what it does stands in the address alone.'));
  });
}
