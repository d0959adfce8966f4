require 'rack/cors'

use Rack::Cors do
  allow do
    origins 'https://app.example.com'
    resource '*', headers: :any, credentials: true
  end
end
