package io.touchback.journey;

import io.touchback.local.LocalKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The broker in a JVM of its own, so that it can be killed. Arguments: folder, port. */
final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    var broker = LocalKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    new CountDownLatch(1).await();
  }
}
