import { withCORS } from './cors.js';

async function handle(request) {
  switch (`${request.method} ${new URL(request.url).pathname}`) {
    case 'GET /items':
      return Response.json([{ id: 1 }]);
    case 'PUT /items':
      return Response.json({ id: 1 });
    case 'GET /failing':
    case 'PUT /failing':
      throw new Error('no such table: items');
  }
  return new Response('not found', { status: 404 });
}

export default { fetch: withCORS(handle) };
