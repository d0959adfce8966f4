fastify.register(require('@fastify/cors'), { origin: ['https://app.example.com'], credentials: true });
