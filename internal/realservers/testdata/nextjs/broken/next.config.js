module.exports = {
  // node_modules is a link to another directory.
  turbopack: { root: '/' },
  async headers() {
    return [{
      source: '/api/:path*',
      headers: [
        { key: 'Access-Control-Allow-Origin', value: 'https://app.example.com' },
        { key: 'Access-Control-Allow-Credentials', value: 'true' },
        { key: 'Access-Control-Allow-Methods', value: 'GET, PUT' },
      ],
    }];
  },
};
