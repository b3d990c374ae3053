package io.touchback.journey;

import io.touchback.local.LocalKafka;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The broker in a JVM of its own, so that it can be killed. It allows everything that is not
 * forbidden, so that one topic can be. Arguments: folder, port.
 */
final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    var settings =
        Map.of(
            "auto.create.topics.enable", "false",
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "true");
    var broker = LocalKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), settings);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    new CountDownLatch(1).await();
  }
}
