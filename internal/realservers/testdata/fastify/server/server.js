const Fastify = require('fastify');

const fastify = Fastify();

// @CORS@

fastify.get('/items', async () => [{ id: 1 }]);
fastify.put('/items', async () => ({ id: 1 }));
fastify.route({ method: ['GET', 'PUT'], url: '/failing', handler: async () => { throw new Error('no such table: items'); } });

fastify.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
