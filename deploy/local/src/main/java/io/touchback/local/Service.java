package io.touchback.local;

import io.touchback.local.Settings.Port;
import java.nio.file.Path;

/** The three services: where each is built and where it listens. */
enum Service {
  ORDERS("orders-service", Port.ORDERS_PORT),
  NOTIFY("notify-service", Port.NOTIFY_PORT),
  SLA("sla-service", Port.SLA_PORT);

  final String folder;
  final Port port;

  Service(String folder, Port port) {
    this.folder = folder;
    this.port = port;
  }

  Path jar() {
    return Settings.ROOT.resolve(folder).resolve("target/quarkus-app/quarkus-run.jar");
  }
}
