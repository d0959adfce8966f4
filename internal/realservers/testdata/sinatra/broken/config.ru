require 'rack/cors'

use Rack::Cors do
  allow do
    origins 'https://app.example.com'
    resource '*', headers: :any, methods: [:get, :post, :put]
  end
end
