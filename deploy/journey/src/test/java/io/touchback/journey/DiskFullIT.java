package io.touchback.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The disk under PostgreSQL and Kafka is full for a while. */
@Tag("campaign")
@ExtendWith(FaultTable.class)
class DiskFullIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  @DisplayName("F5: the disk under PostgreSQL and Kafka full for a while")
  void theDiskIsFull(Seen seen) throws Exception {
    var disk = Files.createTempDirectory("touchback-disk");
    try {
      assumeTrue(
          run("mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", disk.toString()),
          "needs leave to mount a small tmpfs");
      fillAndFree(disk, seen);
    } finally {
      run("umount", "-l", disk.toString());
      Files.delete(disk);
    }
  }

  private static void fillAndFree(Path disk, Seen seen) throws Exception {
    assertTrue(run("chmod", "755", disk.toString()));
    var house = House.in(disk, "small-disk");
    try {
      house.startWhatIsDown();
      var shop = Shop.openedIn(house);
      var first = shop.order();
      first.placedAndPaid();
      await().atMost(PATIENCE).until(() -> house.smtp.takenFor(shop.name).size() == 1);
      var filler = disk.resolve("filler");
      fill(filler);
      var put = shop.order();
      int putOff = 0;
      int stored = 0;
      for (int i = 0; i < 200 && putOff == 0; i++) {
        var order = shop.order();
        var big = order.body("paid", order.now()).replace("Glass beads", "Glass ".repeat(20_000));
        var answer = shop.shopify("orders/create", "create-" + order.id, big);
        if (answer.statusCode() == 200) {
          stored++;
        } else {
          assertEquals(503, answer.statusCode(), answer.body());
          putOff++;
        }
      }
      seen.remark("%d webhooks stored before the first 503".formatted(stored));
      assertTrue(putOff > 0, "the disk was not full");
      Files.delete(filler);
      seen.healed();
      house.postgres.startIfDown();
      house.startWhatIsDown();
      put.placedAndPaid();
      put.shipped();
      int due = 1 + stored + 2;
      await("a mail for each that was stored")
          .atMost(PATIENCE)
          .until(
              () -> {
                // As a supervisor would: the broker may end a while after its disk was full.
                house.startWhatIsDown();
                return house.smtp.takenFor(shop.name).size() >= due;
              });
      seen.recovered();
      shop.awaitNoticesEnded();
      seen.doubled(house.smtp.takenFor(shop.name).size() - due);
      seen.check();
    } finally {
      house.close();
    }
  }

  private static void fill(Path filler) throws IOException {
    var block = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // As it should be.
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
