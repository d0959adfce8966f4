using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "items", worker = .items)],
  sockets = [(name = "http", address = "127.0.0.1:@PORT@", http = (), service = "items")]
);

const items :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "src/worker.js"),
    (name = "cors.js", esModule = embed "src/cors.js")
  ],
  compatibilityDate = "2026-01-01"
);
