require 'sinatra/base'
require 'json'

# @CORS@

class Items < Sinatra::Base
  set :environment, :production

  get('/items') { content_type(:json) && JSON.generate([{ id: 1 }]) }
  put('/items') { content_type(:json) && JSON.generate({ id: 1 }) }
  get('/failing') { raise 'no such table: items' }
  put('/failing') { raise 'no such table: items' }
end

run Items
